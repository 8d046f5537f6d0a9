// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts/keychain.h"

#include <QString>

extern "C" Q_DECL_EXPORT void clearskyAskKeychain(const Clearsky::KeychainQuestion *question, QObject *context,
                                                  const std::function<void(const Clearsky::KeychainAnswer &)> *answered)
{
    Clearsky::askKeychain(*question, context, *answered);
}
