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
                       "CSBS is closed to this project: it serves existing users only, its successor is CBR. Choose a "
                       "project that has CSBS backups.")},
    {Invalid,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The provider found the request invalid and did nothing. Its words are in the details.")},
    {KeyUnusable,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The access key is inactive, expired or blocked. Make a new one in the console and enter it in "
                       "the account.")},
    {NotFound, QT_TRANSLATE_NOOP("HuaweiErrors", "The provider does not know the resource. Reload the list.")},
    {NotPermitted,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "This user may not do that. Ask an administrator of the account for the permission.")},
    {NotVerified,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The account's owner is not verified yet. Complete the real-name verification in the console.")},
    {ProjectUnavailable,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The project is unknown or not available. Check region and project in the account.")},
    {ProviderFault,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The provider reports a fault of its own, so what it did is not known. Try again later.")},
    {ProxySignIn,
     QT_TRANSLATE_NOOP("HuaweiErrors", "The proxy wants a sign-in. Set up its user name and password in the system.")},
    {Redirected,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The answer points to another address, which is never followed. Check the endpoint, and whether "
                       "a proxy or a sign-in page stands between.")},
    {RomaBusy,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "Another import, export or deletion of ROMA assets is running. Only one may run per user; it is "
                       "tried again when that has ended.")},
    {RomaForm,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "ROMA Connect found the request invalid and did nothing. Partner regions and private clouds may "
                       "need the legacy ROMA Request Form: see the account.")},
    {SessionExpired, QT_TRANSLATE_NOOP("HuaweiErrors", "The sign-in has ended. Sign in again.")},
    {SignInRefused,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The sign-in was refused. Check the access key and its secret, or account name, user name and "
                       "password, in the account.")},
    {Throttled,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The provider asks for fewer requests. Clearsky waits and goes on more slowly.")},
    {TokenTooLong,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The user's token is too long for the provider's own gateway. Sign in with an access key.")},
    {Unavailable,
     QT_TRANSLATE_NOOP("HuaweiErrors", "The service is not available at the moment and did nothing. Try again later.")},
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
                       "Workspace is not activated in this project. Choose another region or project, or activate it "
                       "in the console.")},
    {WrongEndpoint,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "This address does not offer the service: check region and endpoint in the account. Nothing is "
                       "concluded about the resources.")},
    {WrongState,
     QT_TRANSLATE_NOOP("HuaweiErrors",
                       "The resource's state does not allow that. Reload the list and look at its state.")},
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
