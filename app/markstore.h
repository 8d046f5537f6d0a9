// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/table/resourcestore.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <optional>

namespace Clearsky {

/// The marks of each list from one run of the program to the next: ids alone, in a file for each account and kind that is
/// its owner's alone and replaced as a whole. Reads and writes in a thread of its own, in the order asked; the destructor
/// waits for what was asked. What cannot be read counts as no marks; what cannot be written is not kept.
class MarkStore final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MarkStore)

public:
    /// Empty: nothing is kept.
    explicit MarkStore(QString folder, QObject *parent = nullptr);
    ~MarkStore() override;

    /// Answers with loaded().
    void load(const QString &accountId, const QString &kindId);
    void keep(const QString &accountId, const QString &kindId, const RowSnapshot &rows, const RowBits &marks);
    void forget(const QString &accountId);
    /// Which of these rows have one of these keys; answers from the event loop unless `context` is gone by then.
    void find(QList<ResourceKey> keys, const RowSnapshot &rows, QObject *context, std::function<void(const RowBits &found)> answer);
    /// Calls back from the event loop when all that was asked until now is done and its rows are released; not when
    /// `context` is gone by then.
    void whenDone(QObject *context, std::function<void()> done);

Q_SIGNALS:
    void loaded(const QString &accountId, const QString &kindId, const QList<Clearsky::ResourceKey> &keys);

private:
    [[nodiscard]] QString accountFolder(const QString &accountId) const;
    [[nodiscard]] QString fileOf(const QString &accountId, const QString &kindId) const;

    QString m_folder;
    QThreadPool m_thread{};
};

/// The text of such a file.
[[nodiscard]] QByteArray marksText(const RowSnapshot &rows, const RowBits &marks);
[[nodiscard]] QList<ResourceKey> marksFromText(const QByteArray &text);

} // namespace Clearsky
