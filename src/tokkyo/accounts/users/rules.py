"""What the operator settled about registration and accounts: each rule of the handbook is a setting."""

from dataclasses import dataclass

from tokkyo.settings import Settings


@dataclass(frozen=True, slots=True)
class Rules:
    """The settings of registration, by their names there. Times are in the unit the name says."""

    registration_open: bool
    max_users: int
    max_users_opd: int
    opd_registration: bool
    max_registrations_per_address: int
    require_consent: bool
    require_personal_use: bool
    verify_email: bool
    verify_telephone: bool
    review_registrations: bool
    max_contacts: int
    refuse_shared_mailboxes: bool
    max_form_chars: int
    max_purpose_chars: int
    one_id_per_corporation: bool
    mail_link_minutes: int
    identity_check: bool
    forgotten_by_mail: bool
    unreachable_days: int
    raise_apis: int
    raise_factor: int
    raise_factor_providers: int
    raise_cases_per_year: int
    address_days: int
    form_days: int
    statistics_users: int
    suspicious_addresses: int
    suspicious_refusals: int
    maintenance_notice_hours: int
    survey_days: int

    @classmethod
    def of(cls, settings: Settings) -> "Rules":
        """Read the rules from the settings."""
        return cls(**{name: settings.values[name] for name in cls.__dataclass_fields__})  # type: ignore[arg-type]
