// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/practice/huawei/huaweigateway.h"

#include <memory>

namespace Clearsky {

/// A request that the gateway let through.
struct HuaweiVisit
{
    const PracticeRequest &request;
    QString action{}; ///< as the service's own route() named it
    QString projectId{};
    QStringList rest{}; ///< the path after the project, decoded
    HuaweiCaller caller{};
};

/// A service whose paths read `/{version}/{project}/…`. The gateway's checks come first, then serve().
class HuaweiService : public PracticeService
{
public:
    [[nodiscard]] std::optional<PracticeCall> recognise(const PracticeRequest &request,
                                                        const PracticeWorld &world) const final;
    [[nodiscard]] PracticeReply answer(const PracticeCall &call, const PracticeRequest &request,
                                       PracticeWorld &world) final;

protected:
    /// `name` is the first label of its hosts, `version` the first segment of its paths.
    HuaweiService(std::shared_ptr<HuaweiGateway> gateway, QString name, QString version);

    /// What is asked for, by method and the path after the project; nothing: not one of its paths.
    [[nodiscard]] virtual std::optional<PracticeCall> route(const PracticeRequest &request,
                                                            const QStringList &rest) const = 0;
    [[nodiscard]] virtual PracticeReply serve(const HuaweiVisit &visit, PracticeWorld &world) = 0;
    /// The gateway's refusal, unless the service gives its own.
    [[nodiscard]] virtual PracticeReply refusal(const PracticeRequest &request, PracticeReply reply) const;

private:
    std::shared_ptr<HuaweiGateway> m_gateway;
    QString m_name;
    QString m_version;
};

/// Whether the path after the project matches a pattern; `*` stands for any one non-empty segment.
[[nodiscard]] bool huaweiPathIs(const QStringList &rest, const QStringList &pattern);
/// A number of the query: `fallback` when it is absent, nothing when it is no number or outside the bounds.
[[nodiscard]] std::optional<int> huaweiNumber(const PracticeRequest &request, const QString &name,
                                              int fallback, int least, int most);
/// The strings of an array; nothing when it is not an array of non-empty strings.
[[nodiscard]] std::optional<QStringList> huaweiStrings(const QJsonValue &value);
/// The part of a list between two bounds, which may lie outside it.
template <typename T>
[[nodiscard]] QList<T> huaweiPage(const QList<T> &list, qsizetype offset, qsizetype limit)
{
    return offset >= list.size() ? QList<T>() : list.mid(offset, limit);
}
/// `yyyy-MM-dd HH:mm:ss`, no zone.
[[nodiscard]] QString huaweiPlainTime(qint64 ms);
/// `yyyy-MM-ddTHH:mm:ss.zzzzzz`, no zone.
[[nodiscard]] QString huaweiMicroTime(qint64 ms);
/// The project of the resource with this number: the first five sixths lie in the region's own, the rest in
/// the sub-project.
[[nodiscard]] QString huaweiProjectFor(int index, int count, const PracticeKeys &keys);

} // namespace Clearsky
