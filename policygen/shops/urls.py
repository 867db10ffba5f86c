from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from policygen.common.later import views_of

ask = views_of("policygen.shops.ask.views")
link = views_of("policygen.shops.views.link")
own_words = views_of("policygen.shops.own_words.views")
prefill = views_of("policygen.shops.prefill.views")
preview = views_of("policygen.shops.preview.views")
promises = views_of("policygen.shops.promises.views")
transfer = views_of("policygen.shops.transfer.views")
what_if = views_of("policygen.shops.preview.what_if_views")
wizard = views_of("policygen.shops.views.wizard")

app_name = "shops"

urlpatterns = [
    path("start/", wizard("start"), name="start"),
    path("start/<slug:slug>/", wizard("start_with"), name="start_with"),
    path("resume/<str:key>/", link("resume"), name="resume"),
    path("<str:public_id>/review/", wizard("review"), name="review"),
    path("<str:public_id>/delete/", wizard("delete"), name="delete"),
    path("<str:public_id>/ask/", ask("ask"), name="ask"),
    path("<str:public_id>/link/", link("link"), name="link"),
    path("<str:public_id>/keep/", link("keep"), name="keep"),
    path("<str:public_id>/take-back/", link("take_back"), name="take_back"),
    path("<str:public_id>/preview/", preview("preview"), name="preview"),
    path("<str:public_id>/what-if/", what_if("what_if"), name="what_if"),
    path("calendar/<str:key>/promises.ics", promises("subscribed"), name="subscribed"),
    path("<str:public_id>/subscription/", promises("subscription"), name="subscription"),
    path("import/", transfer("import_answers"), name="import"),
    path("<str:public_id>/answers.yaml", transfer("answers"), name="answers"),
    path("<str:public_id>/duplicate/", transfer("duplicate"), name="duplicate"),
    path("<str:public_id>/own-words/", own_words("own_words"), name="own_words"),
    path(
        "<str:public_id>/own-words/<slug:kind>/<str:target>/",
        own_words("own_words_edit"),
        name="own_words_edit",
    ),
    path("<str:public_id>/prefill/", csrf_exempt(prefill("prefill")), name="prefill"),
    path("<str:public_id>/promises/", promises("promises"), name="promises"),
    path("<str:public_id>/promises.ics", promises("calendar"), name="calendar"),
    path("<str:public_id>/<slug:slug>/", wizard("step"), name="step"),
]
