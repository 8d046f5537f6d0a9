// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/practicestore.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace Clearsky {
namespace {

constexpr int storeVersion = 1;
constexpr QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner;

Error storageError(const QString &path, const QString &detail)
{
    return {.kind = Error::Kind::Storage,
            .message = QCoreApplication::translate(
                           "Clearsky::PracticeStore",
                           "The practice cloud cannot be kept in %1. Check the folder's rights "
                           "and the free space.")
                           .arg(QDir::toNativeSeparators(path)),
            .detail = detail};
}

QByteArray line(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

QByteArray headLine(const PracticeOrigin &origin)
{
    QJsonObject counts;
    for (auto it = origin.counts.begin(); it != origin.counts.end(); ++it)
        counts.insert(it.key(), it.value());
    return line({{u"version"_s, storeVersion},
                 {u"seed"_s, QString::number(origin.seed)}, // a JSON number would lose digits
                 {u"firstStart"_s, origin.firstStartMs},
                 {u"counts"_s, counts}});
}

PracticeOrigin readHead(const QJsonObject &head)
{
    PracticeOrigin origin{.seed = head.value("seed"_L1).toString().toULongLong(),
                          .firstStartMs = head.value("firstStart"_L1).toInteger()};
    const QJsonObject counts = head.value("counts"_L1).toObject();
    for (auto it = counts.begin(); it != counts.end(); ++it)
        origin.counts.insert(it.key(), it->toInt());
    return origin;
}

} // namespace

Result<PracticeOrigin> PracticeStore::open(const QString &folder, const PracticeOrigin &fresh)
{
    if (!QDir().mkpath(folder))
        return failure(storageError(folder, {}));
    QFile::setPermissions(folder, ownerOnly | QFile::ExeOwner);
    m_path = QDir(folder).filePath(u"cloud.jsonl"_s);
    m_kept.clear();

    QFile file(m_path);
    if (!file.exists()) {
        if (const auto written = rewrite(fresh, {}); !written)
            return failure(written.error());
        return fresh;
    }
    if (!file.open(QIODevice::ReadOnly))
        return failure(storageError(m_path, file.errorString()));
    const QJsonObject head = QJsonDocument::fromJson(file.readLine()).object();
    if (head.value("version"_L1).toInt() != storeVersion)
        return failure(storageError(m_path, u"unknown version"_s));
    qint64 wholeLines = file.pos();
    while (!file.atEnd()) {
        const QByteArray text = file.readLine();
        const QJsonDocument change = QJsonDocument::fromJson(text);
        if (!text.endsWith('\n') || !change.isObject())
            break;
        m_kept.append(change.object());
        wholeLines = file.pos();
    }
    file.close();
    if (wholeLines < file.size() && !QFile::resize(m_path, wholeLines))
        return failure(storageError(m_path, u"cannot be cut to its whole lines"_s));
    if (const auto opened = openForAppending(); !opened)
        return failure(opened.error());
    return readHead(head);
}

QList<QJsonObject> PracticeStore::takeKept()
{
    return std::exchange(m_kept, {});
}

Result<void> PracticeStore::rewrite(const PracticeOrigin &origin, const QList<QJsonObject> &changes)
{
    close();
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly))
        return failure(storageError(m_path, file.errorString()));
    file.setPermissions(ownerOnly);
    file.write(headLine(origin));
    for (const QJsonObject &change : changes)
        file.write(line(change));
    if (!file.commit())
        return failure(storageError(m_path, file.errorString()));
    return openForAppending();
}

Result<void> PracticeStore::append(const QList<QJsonObject> &changes)
{
    if (m_path.isEmpty())
        return {};
    for (const QJsonObject &change : changes)
        m_pending += line(change);
    if (m_pending.isEmpty())
        return {};
    // Handing the lines to the system is enough: the promise is about a program that is killed, not about a
    // power cut.
    const qint64 before = m_file.size();
    if (m_file.write(m_pending) != m_pending.size()) {
        const QString why = m_file.errorString();
        m_file.resize(
            before); // half a line would hide all that follow; what is missing is tried again next time
        return failure(storageError(m_path, why));
    }
    m_pending.clear();
    return {};
}

void PracticeStore::close()
{
    m_file.close();
}

Result<void> PracticeStore::openForAppending()
{
    m_pending.clear();
    m_file.setFileName(m_path);
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
        return failure(storageError(m_path, m_file.errorString()));
    return {};
}

} // namespace Clearsky
