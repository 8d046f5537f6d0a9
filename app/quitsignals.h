// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

#include <memory>

namespace Clearsky {

/// The signals by which a Unix system asks a program to leave (SIGTERM, SIGINT, SIGHUP), told from the event loop. The
/// second one of a kind ends the program at once, as it does without this class. Elsewhere nothing is ever told: there the
/// session manager's request (QGuiApplication::commitDataRequest) is the only one. At most one object lives at a time.
class QuitSignals final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(QuitSignals)

public:
    explicit QuitSignals(QObject *parent = nullptr);
    ~QuitSignals() override;

Q_SIGNALS:
    void asked();

private:
    class Pipe;
    std::unique_ptr<Pipe> m_pipe;
};

} // namespace Clearsky
