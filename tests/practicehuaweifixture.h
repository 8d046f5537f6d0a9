// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/practice/huawei/huaweigateway.h"
#include "app/practice/huawei/huaweiservices.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>

namespace ClearskyTest {

using namespace Clearsky;
using namespace Qt::Literals;

[[nodiscard]] inline PracticeRequest huaweiRequest(const QByteArray &method, const QString &target,
                                                   const QByteArray &body = {},
                                                   const QByteArray &host = "127.0.0.1:8080")
{
    const QByteArray raw = target.toLatin1();
    const qsizetype mark = raw.indexOf('?');
    return {.method = method,
            .path = mark < 0 ? raw : raw.left(mark),
            .query = mark < 0 ? QByteArray() : raw.mid(mark + 1),
            .headers = {{"Host", host}, {"Content-Type", "application/json"}},
            .body = body};
}

/// Signs in the plainest way that the vectors of api/huawei.md 3.6 allow.
inline void signHuawei(PracticeRequest &request, qint64 timeMs, const QString &accessKey,
                       const QString &secretKey, const QByteArray &securityToken = {})
{
    const QByteArray date =
        QDateTime::fromMSecsSinceEpoch(timeMs, Qt::UTC).toString(u"yyyyMMdd'T'HHmmss'Z'"_s).toLatin1();
    request.headers.emplaceBack("X-Sdk-Date", date);
    QByteArray headers = "host:" + request.header("Host") + "\nx-sdk-date:" + date + '\n';
    QByteArray names = "host;x-sdk-date";
    if (!securityToken.isEmpty()) {
        request.headers.emplaceBack("X-Security-Token", securityToken);
        headers += "x-security-token:" + securityToken + '\n';
        names += ";x-security-token";
    }
    const auto sha256 = [](const QByteArray &bytes) {
        return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
    };
    const QByteArray canonical = request.method + '\n' + request.path + "/\n" + request.query + '\n' + headers
        + '\n' + names + '\n' + sha256(request.body);
    const QByteArray text = "SDK-HMAC-SHA256\n" + date + '\n' + sha256(canonical);
    const QByteArray signature =
        QMessageAuthenticationCode::hash(text, secretKey.toLatin1(), QCryptographicHash::Sha256).toHex();
    request.headers.emplaceBack("Authorization",
                                "SDK-HMAC-SHA256 Access=" + accessKey.toLatin1() + ", SignedHeaders=" + names
                                    + ", Signature=" + signature);
}

/// The Huawei side of the practice cloud without its HTTP server, and a clock that only the test moves.
class HuaweiFixture
{
public:
    explicit HuaweiFixture(int count = 40, const HuaweiOptions &options = {})
        : services(makeHuaweiServices(options))
    {
        for (const auto &service : services) {
            PracticeRandom random(7);
            service->seed(service->defaultCount() > 0 ? count : 0, random, world);
        }
        world.beginKeeping();
    }

    struct Answer
    {
        int status = 0;
        QJsonObject body{};
        QByteArray raw{};
        QList<QPair<QByteArray, QByteArray>> headers{};

        [[nodiscard]] QString code() const { return body.value("error_code"_L1).toString(); }
        [[nodiscard]] QByteArray header(const QByteArray &name) const
        {
            return PracticeRequest{.headers = headers}.header(name);
        }
    };

    void advance(std::chrono::milliseconds time)
    {
        nowMs += time.count();
        world.refresh();
    }
    [[nodiscard]] QString mainProject() const { return world.keys().projects.at(0).id; }
    [[nodiscard]] QString subProject() const { return world.keys().projects.at(1).id; }
    [[nodiscard]] const PracticeUser &user(int index) const { return world.keys().users.at(index); }

    [[nodiscard]] Answer ask(const PracticeRequest &request)
    {
        world.refresh();
        PracticeReply reply = huaweiNotPublished();
        for (const auto &service : services) {
            if (const auto call = service->recognise(request, world)) {
                reply = service->answer(*call, request, world);
                break;
            }
        }
        (void)world.takeChanges();
        return {.status = reply.status,
                .body = QJsonDocument::fromJson(reply.body).object(),
                .raw = reply.body,
                .headers = reply.headers};
    }

    [[nodiscard]] static PracticeRequest request(const QByteArray &method, const QString &target,
                                                 const QByteArray &body = {})
    {
        return huaweiRequest(method, target, body);
    }

    void sign(PracticeRequest &request, const QString &accessKey, const QString &secretKey,
              const QByteArray &securityToken = {}) const
    {
        signHuawei(request, nowMs + signingSkewMs, accessKey, secretKey, securityToken);
    }

    /// Asks as one of the users, signed with that user's key.
    [[nodiscard]] Answer as(int userIndex, const QByteArray &method, const QString &target,
                            const QByteArray &body = {})
    {
        PracticeRequest signedRequest = request(method, target, body);
        sign(signedRequest, user(userIndex).accessKey, user(userIndex).secretKey);
        return ask(signedRequest);
    }
    [[nodiscard]] Answer get(const QString &target) { return as(0, "GET", target); }
    [[nodiscard]] Answer post(const QString &target, const QJsonObject &body)
    {
        return as(0, "POST", target, QJsonDocument(body).toJson(QJsonDocument::Compact));
    }

    [[nodiscard]] Answer signIn(const PracticeUser &who, const QString &password, const QJsonObject &scope)
    {
        const QJsonObject account{{u"name"_s, who.name},
                                  {u"password"_s, password},
                                  {u"domain"_s, QJsonObject{{u"name"_s, world.keys().accountName}}}};
        const QJsonObject identity{{u"methods"_s, QJsonArray{u"password"_s}},
                                   {u"password"_s, QJsonObject{{u"user"_s, account}}}};
        const QJsonObject auth{{u"identity"_s, identity}, {u"scope"_s, scope}};
        return ask(
            request("POST", u"/v3/auth/tokens"_s, QJsonDocument(QJsonObject{{u"auth"_s, auth}}).toJson()));
    }

    /// Ids of a kind that are in one of these states, in a project.
    [[nodiscard]] QStringList ids(const QString &kindId, const QString &project,
                                  const QStringList &states) const
    {
        QStringList found;
        for (const PracticeResource &each : world.all(kindId)) {
            if (each.projectId == project && !each.goneAt(nowMs) && states.contains(each.stateAt(nowMs)))
                found.append(each.id);
        }
        return found;
    }

    qint64 nowMs = 1'790'000'000'000;
    qint64 signingSkewMs = 0;
    PracticeWorld world{[this] { return nowMs; }, 20, PracticeKeys::make(7)};
    PracticeServices services;
};

} // namespace ClearskyTest
