// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QMap>
#include <QMutex>
#include <QRandomGenerator>
#include <QString>

#include <memory>
#include <vector>

namespace Clearsky {

/// A disk in memory that stands beneath SQLite: while it exists it is the default VFS of the process, so that the journal
/// writes to it without knowing. It remembers every write, truncation, deletion and sync, and can show what a power cut at
/// any of these moments could have left: what was synced, and any part of what was not. It can also refuse.
class CrashDisk final
{
    Q_DISABLE_COPY_MOVE(CrashDisk)

public:
    using Content = QMap<QString, QByteArray>;

    enum class Refusal { None, Full, InputOutput, Busy };

    CrashDisk();
    ~CrashDisk();

    /// Number of things that happened so far; each is a moment for a power cut.
    [[nodiscard]] qsizetype moments() const;
    /// Whether a sync is what happened before this moment.
    [[nodiscard]] bool isSync(qsizetype moment) const;
    /// One of the states in which a power cut at this moment leaves the files. Each sector of 512 bytes that was written and
    /// not synced may be there or not, whatever the order.
    [[nodiscard]] Content afterPowerCut(qsizetype moment, QRandomGenerator &random) const;
    /// Replaces all files, which must be closed, and forgets what happened.
    void restore(const Content &content);
    [[nodiscard]] Content content() const;

    /// From call number `call` on (counted from now, the first is 0) every call that changes or syncs a file is refused, until
    /// Refusal::None is set.
    void refuse(Refusal refusal, qsizetype call = 0);
    /// Calls since refuse() that could have been refused.
    [[nodiscard]] qsizetype calls() const;
    /// Whether any call was refused since refuse().
    [[nodiscard]] bool hasRefused() const;

    // For the functions that SQLite calls.
    struct File
    {
        QString name;
        QByteArray bytes;
    };
    [[nodiscard]] std::shared_ptr<File> open(const QString &name, bool create);
    [[nodiscard]] bool exists(const QString &name) const;
    [[nodiscard]] int remove(const QString &name);
    [[nodiscard]] int read(const File &file, void *to, int amount, qint64 offset) const;
    [[nodiscard]] int write(File &file, const void *from, int amount, qint64 offset);
    [[nodiscard]] int truncate(File &file, qint64 size);
    [[nodiscard]] int sync(File &file);
    [[nodiscard]] qint64 size(const File &file) const;

private:
    struct Event
    {
        enum class Kind { Write, Truncate, Sync, Create, Remove } kind = Kind::Write;
        QString name{};
        qint64 offset = 0; ///< or the size after a truncation
        QByteArray bytes{};
        bool doubtful = false; ///< its sync failed: no later one makes it durable
    };

    [[nodiscard]] int refused();
    void remember(Event event);
    static void apply(const Event &event, QByteArray &bytes);
    static void applyPart(const Event &event, QByteArray &bytes, double kept, QRandomGenerator &random);

    struct Registration;
    mutable QMutex m_mutex;
    std::unique_ptr<Registration> m_registration;
    QMap<QString, std::shared_ptr<File>> m_files;
    Content m_before; ///< what restore() put there: durable
    std::vector<Event> m_events;
    Refusal m_refusal = Refusal::None;
    qsizetype m_refuseFrom = 0;
    qsizetype m_calls = 0;
    bool m_hasRefused = false;
};

} // namespace Clearsky
