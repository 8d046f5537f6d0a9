// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/practiceserver.h"

#include <QString>

/// What makePracticeServer() makes; the caller owns it.
extern "C" Q_DECL_EXPORT void clearskyPracticeServer(Clearsky::PracticeServer::Handler *handler,
                                                     std::unique_ptr<Clearsky::PracticeServer> *made)
{
    *made = Clearsky::makePracticeServer(std::move(*handler));
}
