// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/requestqueue.h"
#include "app/providers/connection.h"
#include "app/providers/kindcontract.h"
#include "app/providers/provider.h"

namespace Clearsky {

/// A provider for tests of what providers share. Signs in with `POST /auth`, whose body becomes the header
/// X-Token of every request. 401 means that the session has ended, 403 a refused sign-in, 404 nothing there,
/// 429 throttled (with Retry-After), 400 invalid, 480 a clock that is off, 5xx a fault.
class TestProvider final : public Provider
{
public:
    QString id() const override { return QStringLiteral("test"); }
    QString title() const override { return QStringLiteral("Test"); }
    QList<SignInMethod> signInMethods() const override { return {}; }
    QStringList regions() const override { return {}; }
    bool hasProjects() const override { return true; }
    Result<QUrl> baseUrl(const Account &account, const QString &service) const override;
    std::unique_ptr<Authenticator> makeAuthenticator(const Account &account, const Credentials &credentials,
                                                     Transport &transport) const override;
    QList<CheckStep> checkSteps(const Scope &scope) const override;
    Error readError(const HttpReply &reply) const override;
};

/// Numbered resources. List: `GET /list/<page>` answers `ids|total|next page|part`, ids separated by commas,
/// total and next page perhaps empty. Find, when allowed: `GET /find/<ids>` with the same answer. Delete:
/// `POST /delete` with ids.
class TestContract final : public KindContract
{
public:
    explicit TestContract(bool canFind = false);

    const ResourceKind &kind() const override { return m_kind; }
    QList<ApiRequest> listRequests(const Scope &scope) const override;
    QList<ApiRequest> findRequests(const Scope &scope, const QList<ResourceRef> &refs) const override;
    Result<ListPage> readPage(const ApiRequest &request, const HttpReply &reply) const override;
    Result<ApiRequest> deleteRequest(const Scope &scope, const QList<ResourceRef> &refs) const override;
    DeleteAnswer readDeleteAnswer(const QList<ResourceRef> &refs, const HttpReply &reply) const override;
    LaneRules laneRules(const QString &origin, const Scope &scope) const override;
    FollowRules followRules() const override { return {}; }

    QStringList listPaths{QStringLiteral("1")}; ///< the pages a list begins with
    std::function<void()> onRead{};              ///< called when a page is read, where it is read

private:
    ResourceKind m_kind;
    bool m_canFind;
};

[[nodiscard]] ApiRequest testRequest(const QStringList &path,
                                     ApiRequest::Method method = ApiRequest::Method::Get);
[[nodiscard]] Account testAccount(const QUrl &server);

} // namespace Clearsky
