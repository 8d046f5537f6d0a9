// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/jobs/journalsidefile.h"

#include "app/datafolder.h"
#include "app/jobs/journalconnection.h"
#include "app/jobs/journalfile.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Clearsky {

namespace {

constexpr qint64 reserved = 64 * 1024; // some hundred outcomes

// Names in the file.
constexpr QLatin1String lineageKey("lineage");
constexpr QLatin1String jobKey("job");
constexpr QLatin1String requestKey("request");
constexpr QLatin1String httpKey("http");
constexpr QLatin1String codeKey("code");
constexpr QLatin1String requestIdKey("requestId");
constexpr QLatin1String elapsedKey("elapsedMs");
constexpr QLatin1String outcomeKey("outcome");
constexpr QLatin1String errorKey("error");
constexpr QLatin1String providerJobKey("providerJob");
constexpr QLatin1String itemsKey("items");

Error writeError(const QString &detail)
{
    Error error = journalError(QCoreApplication::translate("Journal", "The emergency file beside the journal cannot be written"));
    error.detail = detail;
    return error;
}

QJsonObject toJson(const QString &lineage, const JournalChanges &changes)
{
    const RequestRecord &record = changes.outcome->record;
    QJsonArray items;
    for (const ItemChange &change : changes.items) {
        const JobItem &item = change.item;
        items.append(QJsonArray{change.position, itemStateId(item.state), item.ended, item.noResend, item.unknownSends,
                                item.reason, item.proof, item.refusedById});
    }
    return {{lineageKey, lineage},
            {jobKey, changes.jobId},
            {requestKey, record.number},
            {httpKey, record.httpStatus},
            {codeKey, record.code},
            {requestIdKey, record.requestId},
            {elapsedKey, qint64(record.elapsed.count())},
            {outcomeKey, record.outcome},
            {errorKey, changes.outcome->errorClass},
            {providerJobKey, changes.outcome->providerJobId},
            {itemsKey, items}};
}

std::optional<JournalChanges> fromJson(const QJsonObject &line)
{
    JournalChanges changes{.jobId = line.value(jobKey).toString()};
    changes.outcome = RequestOutcome{
        .record = {.number = line.value(requestKey).toInt(),
                   .httpStatus = line.value(httpKey).toInt(),
                   .code = line.value(codeKey).toString(),
                   .requestId = line.value(requestIdKey).toString(),
                   .elapsed = std::chrono::milliseconds(line.value(elapsedKey).toInteger()),
                   .outcome = line.value(outcomeKey).toString()},
        .errorClass = line.value(errorKey).toString(),
        .providerJobId = line.value(providerJobKey).toString()};
    if (changes.jobId.isEmpty() || changes.outcome->record.number <= 0)
        return {};
    for (const QJsonValue &value : line.value(itemsKey).toArray()) {
        const QJsonArray fields = value.toArray();
        const std::optional<ItemState> state = itemStateFromId(fields.at(1).toString());
        if (!state || !fields.at(0).isDouble())
            return {};
        changes.items.append({.position = fields.at(0).toInt(),
                              .item = {.state = *state,
                                       .ended = fields.at(2).toBool(),
                                       .noResend = fields.at(3).toBool(),
                                       .refusedById = fields.at(7).toBool(),
                                       .unknownSends = fields.at(4).toInt(),
                                       .reason = fields.at(5).toString(),
                                       .proof = fields.at(6).toString()}});
    }
    return changes;
}

/// What was written; the reserved rest is NUL bytes.
QByteArray contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray all = file.readAll();
    const qsizetype end = all.indexOf('\0');
    return end < 0 ? all : all.first(end);
}

} // namespace

JournalSideFile::JournalSideFile(QString path)
    : m_path(std::move(path))
{
}

Result<void> JournalSideFile::prepare() const
{
    if (QFileInfo(m_path).size() >= reserved)
        return ensurePrivateFile(m_path);
    const QByteArray content = contentOf(m_path);
    return ensurePrivateFile(m_path).and_then([&]() -> Result<void> {
        QFile file(m_path);
        const QByteArray rest(reserved - content.size(), '\0');
        if (file.open(QIODevice::ReadWrite) && file.seek(content.size()) && file.write(rest) == rest.size() && syncToDisk(file))
            return {};
        return failure(writeError(file.errorString()));
    });
}

Result<void> JournalSideFile::append(const QString &lineage, const JournalChanges &changes) const
{
    const QByteArray line = QJsonDocument(toJson(lineage, changes)).toJson(QJsonDocument::Compact) + '\n';
    QByteArray content = contentOf(m_path);
    const QByteArray text = content.isEmpty() || content.endsWith('\n') ? line : '\n' + line; // after a torn line
    QFile file(m_path);
    if (file.open(QIODevice::ReadWrite) && file.seek(content.size()) && file.write(text) == text.size() && syncToDisk(file))
        return {};
    return failure(writeError(file.errorString()));
}

bool JournalSideFile::hasLines() const
{
    return !contentOf(m_path).isEmpty();
}

QList<JournalChanges> JournalSideFile::read(const QString &lineage) const
{
    QList<JournalChanges> list;
    for (const QByteArray &text : contentOf(m_path).split('\n')) {
        const QJsonObject line = QJsonDocument::fromJson(text).object();
        if (line.value(lineageKey).toString() != lineage)
            continue;
        if (const std::optional<JournalChanges> changes = fromJson(line))
            list.append(*changes);
    }
    return list;
}

Result<QString> JournalSideFile::setAside(const QDateTime &now) const
{
    const QString stem = m_path + u'-' + now.toUTC().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    QString aside = stem;
    for (int i = 2; QFileInfo::exists(aside); ++i)
        aside = QStringLiteral("%1-%2").arg(stem).arg(i);
    if (!QFile::rename(m_path, aside))
        return failure(writeError(aside));
    return aside;
}

} // namespace Clearsky
