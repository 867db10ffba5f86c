# docker build -t policygen .      then see compose.yaml
FROM python:3.11-slim-bookworm AS packages
COPY requirements.lock .
RUN python -m venv /opt/venv \
    && /opt/venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check \
        --require-hashes -r requirements.lock

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0 \
        libenchant-2-2 hunspell-uk hunspell-en-gb hunspell-en-us \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home policygen \
    && install -d -o policygen -g policygen /data
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY . .
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    POLICYGEN_DATA=/data
# The modules are compiled here: who runs the server may not write beside them.
RUN python manage.py compile_catalogues \
    && python manage.py collectstatic --no-input \
    && python -m compileall -q policygen
USER policygen
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["python", "-c", \
    "import http.client as h; c = h.HTTPConnection('127.0.0.1', 8000, timeout=9); c.request('GET', '/healthz'); r = c.getresponse(); print(r.read().decode()); raise SystemExit(r.status != 200)"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
    "policygen.wsgi:application"]
