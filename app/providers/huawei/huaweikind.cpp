// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/huawei/huaweikind.h"

#include "app/providers/answer.h"
#include "app/providers/huawei/huaweierrors.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace Clearsky {

using namespace Qt::Literals;

QRegularExpression uuidPattern()
{
    return QRegularExpression(u"\\A[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\z"_s);
}

QRegularExpression wordPattern(int longest)
{
    return QRegularExpression(u"\\A[A-Za-z0-9_-]{1,%1}\\z"_s.arg(longest));
}

ApiRequest huaweiRead(const QString &service, const QStringList &path, const QList<QPair<QString, QString>> &query,
                      const QString &action)
{
    return {.service = service, .pathSegments = path, .query = query, .action = action};
}

ApiRequest huaweiDelete(ApiRequest::Method method, const QString &service, const QStringList &path,
                        const QString &action)
{
    return {.method = method, .service = service, .pathSegments = path, .action = action, .read = false};
}

QString queryValue(const ApiRequest &request, const QString &name)
{
    const auto found = std::find_if(request.query.cbegin(), request.query.cend(),
                                    [&name](const auto &pair) { return pair.first == name; });
    return found == request.query.cend() ? QString() : found->second;
}

ApiRequest withQuery(ApiRequest request, const QString &name, const QString &value)
{
    request.query.removeIf([&name](const auto &pair) { return pair.first == name; });
    request.query.append({name, value});
    return request;
}

QList<ApiRequest> nextByOffset(const ApiRequest &request, qint64 received, qint64 total)
{
    const qint64 offset = queryValue(request, u"offset"_s).toLongLong() + received;
    if (received == 0 || offset >= total)
        return {};
    return {withQuery(request, u"offset"_s, QString::number(offset))};
}

QJsonArray idsOf(const QList<ResourceRef> &refs)
{
    QJsonArray ids;
    for (const ResourceRef &ref : refs)
        ids.append(ref.id);
    return ids;
}

Result<void> checkScopes(const QList<ResourceRef> &refs, const QRegularExpression &pattern)
{
    for (const ResourceRef &ref : refs) {
        if (!pattern.match(ref.scope).hasMatch()) {
            return failure({.kind = Error::Kind::Configuration,
                            .message = QCoreApplication::translate(
                                "HuaweiKind",
                                "A deletion was not sent: it does not say what the resource is part of. Refresh the "
                                "list."),
                            .detail = ref.scope.left(200)});
        }
    }
    return {};
}

DeleteAnswer readJobIdAnswer(const QList<ResourceRef> &refs, const HttpReply &reply)
{
    const auto object = readHuaweiObject(reply);
    if (!object)
        return {.error = object.error()};
    JsonReader reader(*object);
    const QString jobId = reader.id("job_id"_L1);
    static const QRegularExpression pattern = wordPattern(128);
    if (reader.ok() && !pattern.match(jobId).hasMatch())
        reader.complain(u"job_id is not an id"_s);
    if (!reader.ok())
        return {.error = malformedAnswer(reply, reader.fact())};
    return {.items = QList<ItemVerdict>(refs.size(), {.kind = ItemVerdict::Kind::Accepted}), .providerJobId = jobId};
}

Result<ProviderJob> jobFromError(const HttpReply &reply)
{
    const Error error = readHuaweiError(reply);
    if (error.kind == Error::Kind::NotFound)
        return ProviderJob{.state = ProviderJob::State::NotKnown};
    return failure(error);
}

Column column(const char *id, const QString &title, Column::Type type, int widthHint, Column::Place place)
{
    return {.id = QString::fromLatin1(id), .title = title, .type = type, .place = place, .widthHint = widthHint};
}

QString tagsOf(const JsonReader &row)
{
    QStringList tags;
    for (const JsonReader &each : row.optionalObjects("tags"_L1)) {
        QString tag = each.optionalText("key"_L1) + u'=' + each.optionalText("value"_L1);
        tags.append(tag.replace(u',', u';')); // or one tag could pass for two
    }
    return tags.join(u", "_s);
}

StateMeaning stateMeaning(const char *word, const QString &title, StateMeaning::Role role, StateMeaning::Tone tone,
                          bool deletable)
{
    return {.word = QString::fromLatin1(word), .title = title, .role = role, .tone = tone, .deletable = deletable};
}

} // namespace Clearsky
