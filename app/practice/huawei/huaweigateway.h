// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/practice/huawei/huaweisessions.h"
#include "app/practice/practiceservice.h"

#include <QJsonObject>

namespace Clearsky {

struct HuaweiAuthorization;

/// Who asks, after the gateway believed it.
struct HuaweiCaller
{
    QString userId{};
    QString tokenProjectId{}; ///< empty: signed with a key, or a token scoped to the account
    bool byToken = false;
};

/// Either a caller or the answer that turns the request away.
struct HuaweiEntry
{
    HuaweiCaller caller{};
    std::optional<PracticeReply> refusal{};
};

/// What stands before all Huawei services and what they share: sign-in, rights, error bodies
/// (api/huawei.md 1.2, 1.3, 2, 3). One object serves the whole practice cloud; it is used only while the
/// world is locked.
class HuaweiGateway final
{
public:
    [[nodiscard]] HuaweiSessions &sessions() { return m_sessions; }

    /// Checks what a request needs before any service sees it; an empty project means a call that has none
    /// (IAM).
    [[nodiscard]] HuaweiEntry admit(const PracticeRequest &request, const QString &projectId,
                                    const PracticeWorld &world) const;
    /// Who claims to ask, unchecked; empty when that cannot be told.
    [[nodiscard]] QString claimedUser(const PracticeRequest &request, const PracticeWorld &world) const;

    /// Rights of the practice users: the first has every project, the second the sub-project only, a third
    /// reads the main project.
    [[nodiscard]] static bool hasProject(const PracticeKeys &keys, const QString &userId,
                                         const QString &projectId);
    [[nodiscard]] static bool mayDelete(const PracticeKeys &keys, const QString &userId);

private:
    [[nodiscard]] HuaweiEntry admitToken(const QByteArray &text, const PracticeWorld &world) const;
    [[nodiscard]] HuaweiEntry admitSignature(const PracticeRequest &request, const QByteArray &header,
                                             const PracticeWorld &world) const;
    [[nodiscard]] std::optional<PracticeReply> checkProject(const HuaweiCaller &caller,
                                                            const PracticeRequest &request,
                                                            const QString &projectId,
                                                            const PracticeWorld &world) const;

    HuaweiSessions m_sessions{};
};

/// `{"error_code", "error_msg"}` and whatever else is given: the dialect most services share.
[[nodiscard]] PracticeReply huaweiError(int status, const QString &code, const QString &message,
                                        QJsonObject more = {});
/// An answer of the gateway itself, with its request id.
[[nodiscard]] PracticeReply huaweiGatewayError(int status, const QString &number, const QString &message);
/// 404 APIGW.0101, for all that nobody recognises: wrong host, region or path. Never means that a resource is
/// gone.
[[nodiscard]] PracticeReply huaweiNotPublished();
/// Whether the host is this practice cloud, or names this service in its region:
/// `<service>.<region>.localhost`.
[[nodiscard]] bool huaweiHostServes(const PracticeRequest &request, const QString &service,
                                    const PracticeKeys &keys);
/// The body when it is a JSON object.
[[nodiscard]] std::optional<QJsonObject> huaweiBody(const PracticeRequest &request);

} // namespace Clearsky
