"""allauth would show the secrets of all authenticator apps in the admin, to be read and changed."""

from allauth.mfa.models import Authenticator
from django.contrib import admin

admin.site.unregister(Authenticator)
