"""Letters to users in English; the names in braces are the same as in Japanese."""

from collections.abc import Mapping
from types import MappingProxyType

ENGLISH: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "verify": (
            "Please confirm your registration",
            """
We received a registration form for the patent information retrieval APIs with this e-mail address (no. {number}).

To confirm that the address is yours, open this link within {minutes} minutes. It works once.

{link}

Or enter this code: {code}

If you did not send the form, ignore this letter; nobody will be registered.""",
        ),
        "already_registered": (
            "Your registration",
            """
We received a registration form for the patent information retrieval APIs with this e-mail address (no. {number}).

A user with this address is registered already, so that the form was not taken up. If you no longer know your ID or
password, ask for new ones; the old ones end then.

If you did not send the form, ignore this letter; nothing was changed.""",
        ),
        "reset": (
            "New password",
            """
Somebody asked for a new password for the user registered with this e-mail address (ID: {username}).

To get one, open this link within {minutes} minutes. It works once. The old password and everything that was logged in
with it end at that moment.

{link}

Or enter this code: {code}

If it was not you, ignore this letter; your password stays as it is.""",
        ),
        "nobody_here": (
            "New password",
            """
Somebody asked for a new password for the user registered with this e-mail address.

No user is registered with it. If you have registered another address, ask again with that one.

If it was not you, ignore this letter.""",
        ),
        "issued": (
            "Your ID and password",
            """
{name}

You are registered for the patent information retrieval APIs.{wish}

  ID:         {username}
  Password:   {password}
  Token URL:  {token_url}

How to read the ID: {spelled}

POST grant_type=password, username and password to the token URL to get an access token. The service is available 24
hours a day, 365 days a year, except for maintenance, which is announced ahead. Keep ID and password to yourself; they
may not be passed on to third parties. Tell us at once when your e-mail address or telephone number changes: when nobody
can be reached, the registration may be cancelled.""",
        ),
        "reissued": (
            "Your new ID and password",
            """
{name}

You have a new ID or password. The old pair was deleted and no longer works.

  ID:         {username}
  Password:   {password}
  Token URL:  {token_url}

How to read the ID: {spelled}""",
        ),
        "refused": (
            "Your registration form",
            """
{name}

We could not take up your registration form (no. {number}) for the patent information retrieval APIs.

{reason}""",
        ),
        "changed": (
            "Your registration was changed",
            """
{name}

What is registered for the ID {username} was changed: {fields}.

If this was not you, tell us at once.""",
        ),
        "question": (
            "A question about your access",
            """
{name}

We noticed access with the ID {username} that we should like to ask you about:

{text}

Please answer soon. Access that breaks the terms of use leads to suspension or cancellation.""",
        ),
        "suspended": (
            "Your ID is suspended",
            """
{name}

The ID {username} is suspended for the time being and cannot be used.

{reason}""",
        ),
        "resumed": (
            "Your ID can be used again",
            """
{name}

The ID {username} can be used again, with the same password.

{reason}""",
        ),
        "cancelled": (
            "Your registration has ended",
            """
{name}

The registration of the ID {username} has ended. The ID and its password were deleted.

{reason}""",
        ),
        "raised": (
            "Your daily limits",
            """
{name}

The daily limits of the ID {username} are now:

{limits}

Should the higher limits harm operation, they may be cut back.""",
        ),
        "cut_back": (
            "Your daily limits were cut back",
            """
{name}

The daily limits of the ID {username} are now:

{limits}

{reason}""",
        ),
        "request_refused": (
            "Your request",
            """
{name}

We could not grant your request (no. {number}).

{reason}""",
        ),
        "identity": (
            "Please show that it is you",
            """
{name}

We received a request (no. {number}) to change the registration of the ID {username}.

To make sure that it is yours, please send us a copy of your registration form, or answer this letter from a registered
address.""",
        ),
        "notice": (
            "{title}",
            """
{text}""",
        ),
        "maintenance": (
            "Maintenance: {title}",
            """
The service will not be available for maintenance.

  From:  {starts}
  To:    {ends}

{text}""",
        ),
        "survey": (
            "A question about your use: {title}",
            """
As the terms of use provide for (provision of usage information), we ask you to answer by {closes}.

Survey no. {number}: {title}

{text}""",
        ),
        "inquiry": (
            "Inquiry of {username}",
            """
From: {username}

{text}

--- Request ---
{request}

--- Response ---
{response}""",
        ),
    }
)
