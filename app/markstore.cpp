// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/markstore.h"

#include "app/datafolder.h"

#include <QDir>
#include <QFile>
#include <QPointer>
#include <QSet>
#include <QUrl>

namespace Clearsky {

namespace {

const QByteArray firstLine = QByteArrayLiteral("clearsky marks 1");

QString asFileName(const QString &id)
{
    // A leading dot would make a hidden file, two of them another folder.
    return QString::fromLatin1(QUrl::toPercentEncoding(id)).replace(QLatin1Char('.'), QLatin1String("%2E"));
}

} // namespace

QByteArray marksText(const RowSnapshot &rows, const RowBits &marks)
{
    QByteArray text = firstLine;
    marks.forEach([&rows, &text](Slot slot) {
        const ResourceKey key = rows.keyAt(slot);
        text += '\n' + QUrl::toPercentEncoding(key.scope) + ' ' + QUrl::toPercentEncoding(key.id);
    });
    return text + '\n';
}

QList<ResourceKey> marksFromText(const QByteArray &text)
{
    QByteArrayList lines = text.split('\n');
    if (lines.takeFirst() != firstLine)
        return {};
    QList<ResourceKey> keys;
    for (const QByteArray &line : std::as_const(lines)) {
        if (const qsizetype space = line.indexOf(' '); space >= 0 && space + 1 < line.size())
            keys.append({.scope = QUrl::fromPercentEncoding(line.first(space)),
                         .id = QUrl::fromPercentEncoding(line.sliced(space + 1))});
    }
    return keys;
}

MarkStore::MarkStore(QString folder, QObject *parent)
    : QObject(parent)
    , m_folder(std::move(folder))
{
    m_thread.setMaxThreadCount(1); // one after the other
}

MarkStore::~MarkStore()
{
    m_thread.waitForDone();
}

QString MarkStore::accountFolder(const QString &accountId) const
{
    return m_folder + QLatin1Char('/') + asFileName(accountId);
}

QString MarkStore::fileOf(const QString &accountId, const QString &kindId) const
{
    return accountFolder(accountId) + QLatin1Char('/') + asFileName(kindId);
}

void MarkStore::load(const QString &accountId, const QString &kindId)
{
    m_thread.start([this, accountId, kindId, path = fileOf(accountId, kindId)] {
        QList<ResourceKey> keys;
        QFile file(path);
        if (!m_folder.isEmpty() && file.open(QIODevice::ReadOnly))
            keys = marksFromText(file.readAll());
        QMetaObject::invokeMethod(this, [this, accountId, kindId, keys] { Q_EMIT loaded(accountId, kindId, keys); },
                                  Qt::QueuedConnection);
    });
}

void MarkStore::keep(const QString &accountId, const QString &kindId, const RowSnapshot &rows, const RowBits &marks)
{
    if (m_folder.isEmpty())
        return;
    m_thread.start([folder = accountFolder(accountId), path = fileOf(accountId, kindId), rows, marks] {
        if (marks.count() == 0)
            QFile::remove(path);
        else if (QDir().mkpath(folder))
            static_cast<void>(writePrivateFile(path, marksText(rows, marks)));
    });
}

void MarkStore::find(QList<ResourceKey> keys, const RowSnapshot &rows, QObject *context,
                     std::function<void(const RowBits &found)> answer)
{
    m_thread.start([this, keys = std::move(keys), rows, context = QPointer(context), answer = std::move(answer)] {
        const QSet<ResourceKey> wanted(keys.cbegin(), keys.cend());
        RowBits found(rows.slotCount());
        rows.alive().forEach([&](Slot slot) {
            if (wanted.contains(rows.keyAt(slot)))
                found.set(slot);
        });
        QMetaObject::invokeMethod(this, [context, answer, found] {
            if (context)
                answer(found);
        }, Qt::QueuedConnection);
    });
}

void MarkStore::whenDone(QObject *context, std::function<void()> done)
{
    m_thread.start([this, context = QPointer(context), done = std::move(done)] {
        const auto call = [context, done] {
            if (context)
                done();
        };
        QMetaObject::invokeMethod(this, call, Qt::QueuedConnection);
    });
}

void MarkStore::forget(const QString &accountId)
{
    if (m_folder.isEmpty() || accountId.isEmpty())
        return;
    m_thread.start([folder = accountFolder(accountId)] { QDir(folder).removeRecursively(); });
}

} // namespace Clearsky
