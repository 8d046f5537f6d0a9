// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/testprovider.h"

namespace Clearsky {

/// A kind that measures the engine alone: six requests at once, no pacing, no look before or after. Its provider says of
/// every item that it is gone.
class BenchKind final : public KindContract
{
public:
    static constexpr int perRequest = 100;

    [[nodiscard]] const ResourceKind &kind() const override { return m_kind; }
    [[nodiscard]] QList<ApiRequest> listRequests(const Scope &scope) const override;
    [[nodiscard]] QList<ApiRequest> findRequests(const Scope &scope, const QList<ResourceRef> &refs) const override;
    [[nodiscard]] Result<ListPage> readPage(const ApiRequest &request, const HttpReply &reply) const override;
    [[nodiscard]] Result<ApiRequest> deleteRequest(const Scope &scope, const QList<ResourceRef> &refs) const override;
    [[nodiscard]] DeleteAnswer readDeleteAnswer(const QList<ResourceRef> &refs, const HttpReply &reply) const override;
    [[nodiscard]] LaneRules laneRules(const QString &origin, const Scope &scope) const override;
    [[nodiscard]] FollowRules followRules() const override;

    [[nodiscard]] static QList<Resource> resources(int count);
    [[nodiscard]] static QByteArray body(const QStringList &ids);

private:
    ResourceKind m_kind{.id = QStringLiteral("test.bench"),
                        .providerId = QStringLiteral("test"),
                        .idsPerRequest = perRequest,
                        .idPattern = QRegularExpression(QRegularExpression::anchoredPattern(QStringLiteral("[0-9a-f-]{36}"))),
                        .states = {{.word = QStringLiteral("idle"), .deletable = true}}};
};

} // namespace Clearsky
