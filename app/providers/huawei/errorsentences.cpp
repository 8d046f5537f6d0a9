// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/huawei/errorsentences.h"

#include <QCoreApplication>

#include <cstdlib>

namespace Clearsky {

namespace {

struct Entry
{
    HuaweiSentence sentence;
    const char *text;
};

using enum HuaweiSentence;

constexpr Entry entries[] = {
    {BackupHasImage, QT_TRANSLATE_NOOP("HuaweiErrors", "An image was made from the backup. Delete the image first.")},
    {ClockSkew,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "This computer's clock differs too much from the provider's, so the signature was refused. "
                       "Set the clock, then try again.")},
    {Conflict,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "Another task is working on the resource. It is tried again when that has ended.")},
    {CsbsClosed,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The provider has closed CSBS to this project: projects that did not use it before get its "
                       "successor CBR. Enter a project that has CSBS backups in the account.")},
    {Invalid,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The provider did not accept the request and did nothing. Its explanation is in the details: copy it "
                       "when you report this.")},
    {KeyUnusable,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The access key is inactive, expired or blocked. Make a new one in the provider's console and "
                       "enter it in the account.")},
    {NotFound, QT_TRANSLATE_NOOP("HuaweiErrors", "The provider does not know the resource. Refresh the list.")},
    {NotPermitted,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The provider refuses this: the user has no permission for it. Ask the administrator of your "
                       "cloud account to grant it.")},
    {NotVerified,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The account's owner is not verified yet. Complete the real-name verification in the "
                       "provider's console.")},
    {ProjectUnavailable,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The project is unknown to the provider or not open to this user. Check region and Project ID in "
                       "the account.")},
    {ProviderFault,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The provider reports a fault of its own. Try again later; if it stays so, tell the provider's "
                       "support the request id in the details.")},
    {ProxySignIn,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The proxy on the way asks for a sign-in. Check user name and password in this computer's proxy "
                       "settings.")},
    {Redirected,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The answer points to another address, which Clearsky does not follow, to keep the sign-in safe. "
                       "Check the endpoint in the account.")},
    {RomaBusy,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "Another import, export or deletion of ROMA assets is running. Only one may run per user; it is "
                       "tried again when that has ended.")},
    {RomaForm,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "ROMA Connect did not accept the request and did nothing. Partner regions and private clouds may "
                       "need the legacy ROMA Request Form: check it in the account.")},
    {SessionExpired,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The provider no longer accepts the sign-in. Check key or password, and the region, in the "
                       "account.")},
    {KeyRefused,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The provider refused the access key. Check Access Key ID and Secret Access Key in the account: "
                       "that both were copied whole and belong together.")},
    {SignInRefused,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The provider refused the sign-in. Check the access key and its secret, or account name, user name "
                       "and password, in the account.")},
    {Throttled,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The provider allows no more requests at the moment; nothing is wrong. A running job goes on by "
                       "itself; refresh a list in a few minutes.")},
    {TokenTooLong,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The user's token is too long for the provider's own gateway. Sign in with an access key.")},
    {Unavailable,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The provider's service is not available at the moment and did nothing. Try again later.")},
    {UserDisabled,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "This user is disabled or may not use the API. Ask an administrator of the account, or sign in "
                       "as another user.")},
    {UserLocked,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The user is locked after too many wrong passwords. Wait, or ask an administrator to unlock it; "
                       "then check the password in the account.")},
    {WorkspaceNotActive,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "Workspace is not activated in this project. Activate it in the provider's console, or enter "
                       "another region or project in the account.")},
    {WrongEndpoint,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The service is not offered at this address, so nothing is known about the resources. Check region "
                       "and endpoints in the account.")},
    {WrongState,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The resource's state does not allow that. Refresh the list and look at its state.")},
};

QString translated(const char *text)
{
    return QCoreApplication::translate("HuaweiErrors", text);
}

} // namespace

QString huaweiSentence(HuaweiSentence sentence)
{
    for (const Entry &entry : entries) {
        if (entry.sentence == sentence)
            return translated(entry.text);
    }
    return {};
}

QString clockSentence(std::optional<std::chrono::seconds> ahead)
{
    const auto minutes = ahead ? std::chrono::round<std::chrono::minutes>(*ahead).count() : 0;
    if (minutes == 0)
        return huaweiSentence(ClockSkew);
    const QString text = minutes > 0
        ? translated(QT_TRANSLATE_NOOP("HuaweiErrors",
                                       "This computer's clock is %1 minutes ahead of the provider's, so the signature "
                                       "was refused. Set the clock, then try again."))
        : translated(QT_TRANSLATE_NOOP("HuaweiErrors",
                                       "This computer's clock is %1 minutes behind the provider's, so the signature "
                                       "was refused. Set the clock, then try again."));
    return text.arg(std::abs(minutes));
}

} // namespace Clearsky
