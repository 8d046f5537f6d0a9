// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/result.h"

#include <QFile>
#include <QLoggingCategory>
#include <QMutex>

#include <memory>

namespace Clearsky {

class Clock;

/// Starting, stopping, data folder, accounts. Other areas have categories of their own, `clearsky.<area>`.
/// Never log bodies, credentials or whole headers.
Q_DECLARE_LOGGING_CATEGORY(lcApp)

/// The log file and its older ones: `clearsky.log`, `.1` and `.2`, each up to 5 MB and its owner's alone.
/// Lines are written at once; what cannot be written is dropped. May be used from every thread.
class LogFile final
{
    Q_DISABLE_COPY_MOVE(LogFile)

public:
    static constexpr qint64 largestFile = 5'000'000;
    static constexpr int files = 3;
    static constexpr qsizetype longestLine = 8'000; ///< bytes; a longer line is cut

    explicit LogFile(QString path, qint64 largest = largestFile);

    [[nodiscard]] Result<void> open();
    /// Appends one line. Control characters are escaped, so that a message cannot pretend to be two.
    void writeLine(const QString &line);

private:
    void rotate();
    [[nodiscard]] bool openForAppending();

    QMutex m_mutex;
    QFile m_file;
    qint64 m_largest;
};

/// While it lives Qt's messages go to the log file, warnings also to where they went before. At most one
/// lives at a time. The file and the clock outlive it; threads that log end before it.
class MessageLog final
{
    Q_DISABLE_COPY_MOVE(MessageLog)

public:
    MessageLog(LogFile &file, const Clock &clock);
    ~MessageLog();

    struct Sink;

private:
    std::unique_ptr<Sink> m_sink;
};

} // namespace Clearsky
