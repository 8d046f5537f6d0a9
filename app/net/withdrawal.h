// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

#include <utility>

namespace Clearsky {

/// Takes a request back that may have been asked for, queued or handed over, as long as nothing of it may have left
/// (engine.md R18). Shared by whoever asked for the request and whatever holds it on its way to the wire; the request
/// then ends with Error::Kind::Cancelled. What may have left is not touched.
class Withdrawal final : public QObject
{
    Q_OBJECT

public:
    [[nodiscard]] bool isMade() const { return m_made; }
    void make()
    {
        if (!std::exchange(m_made, true))
            Q_EMIT made();
    }

Q_SIGNALS:
    void made();

private:
    bool m_made = false;
};

} // namespace Clearsky
