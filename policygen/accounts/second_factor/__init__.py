"""The second factor of editors: an authenticator app, and recovery codes for the day it is lost.

allauth.mfa does the work. Here is who has to pass it (`state`), the one gate of the desk (`desk`),
and our pages.
"""
