// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/accountwizard/accountdraft.h"

#include <algorithm>

namespace Clearsky {

std::optional<SignInMethod> signInMethodOf(const Registry &registry, const Account &account)
{
    const Provider *provider = registry.provider(account.providerId);
    if (!provider)
        return {};
    const QList<SignInMethod> methods = provider->signInMethods();
    const auto found = std::find_if(methods.cbegin(), methods.cend(), [&account](const SignInMethod &method) {
        return method.id == account.signInMethod;
    });
    return found == methods.cend() ? std::nullopt : std::optional(*found);
}

void completeCredentials(const AccountServices &services, const AccountDraft &draft, QObject *context,
                         std::function<void(const Result<Credentials> &)> then)
{
    const std::optional<SignInMethod> method = signInMethodOf(services.registry, draft.account);
    const bool isComplete = !method
        || std::all_of(method->fields.cbegin(), method->fields.cend(), [&draft](const SignInField &field) {
               return !field.secret || !field.required || draft.entered.contains(field.id);
           });
    if (isComplete || !draft.keepsSecrets()) {
        then(draft.entered);
        return;
    }
    ResultJob<Credentials> *reading = services.secrets.read(draft.account.id);
    const Credentials entered = draft.entered;
    QObject::connect(reading, &AsyncJob::finished, context, [reading, entered, then = std::move(then)] {
        if (!reading->result()) {
            then(reading->result());
            return;
        }
        Credentials all = *reading->result();
        const QStringList fields = entered.fieldIds();
        for (const QString &field : fields)
            all.set(field, entered.value(field));
        then(all);
    });
    reading->start();
}

} // namespace Clearsky
