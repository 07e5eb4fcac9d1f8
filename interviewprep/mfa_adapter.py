"""How allauth's second factor draws its QR code: as all codes of the site, without a library of its own."""

from allauth.mfa.adapter import DefaultMFAAdapter

from quiz.templatetags.qr_codes import qr_code


class MFAAdapter(DefaultMFAAdapter):
    def build_totp_svg(self, url: str) -> str:
        return qr_code(url)
