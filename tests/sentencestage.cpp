// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/sentencestage.h"

#include "app/practicehost.h"
#include "app/providers/connectioncheck.h"
#include "tests/support/finished.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QUrl>

namespace Clearsky {

namespace {

constexpr double speed = 1000;

PracticeOptions options(int rowsPerKind)
{
    QHash<QString, int> counts;
    const Registry registry = makeRegistry();
    for (const auto &contract : registry.contracts())
        counts.insert(contract->kind().id, rowsPerKind);
    return {.speed = speed, .counts = counts};
}

using Change = std::function<void(QJsonObject &, const QString &)>;

QString idIn(const QJsonObject &row, const QSet<QString> &ids)
{
    for (const QJsonValue &member : row) {
        if (ids.contains(member.toString()))
            return member.toString();
    }
    return {};
}

QJsonValue changed(const QJsonValue &value, const QSet<QString> &ids, const Change &change);

QJsonArray changedRows(QJsonArray rows, const QSet<QString> &ids, const Change &change)
{
    for (auto element : rows) {
        QJsonObject row = element.toObject();
        if (const QString id = idIn(row, ids); !id.isEmpty()) {
            change(row, id);
            element = row;
        } else {
            element = changed(element, ids, change);
        }
    }
    return rows;
}

QJsonValue changed(const QJsonValue &value, const QSet<QString> &ids, const Change &change)
{
    if (value.isArray())
        return changedRows(value.toArray(), ids, change);
    if (!value.isObject())
        return value;
    QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member)
        *member = changed(*member, ids, change);
    return object;
}

/// The result, unless its error tells a secret of the account.
template <typename T> Result<T> discreet(const Result<T> &result, const Attempt &attempt)
{
    if (result)
        return result;
    const QString told = result.error().message + result.error().detail;
    const QStringList fields = attempt.credentials.fieldIds();
    for (const QString &field : fields) {
        if (told.contains(QString::fromUtf8(attempt.credentials.value(field).reveal())))
            return failure({.message = QStringLiteral("a secret is told")});
    }
    if (const QString password = QUrl(attempt.account.serviceEndpoint).password();
        !password.isEmpty() && told.contains(password))
        return failure({.message = QStringLiteral("the endpoint's password is told")});
    return result;
}

} // namespace

QString Attempt::secretField() const
{
    if (account.signInMethod == QLatin1String("password"))
        return CredentialField::password;
    if (account.signInMethod == QLatin1String("token"))
        return CredentialField::accessToken;
    return credentials.contains(CredentialField::secretAccessKey) ? CredentialField::secretAccessKey
                                                                  : CredentialField::accessKeyPassword;
}

void Attempt::setSecret(const QString &text)
{
    credentials.set(secretField(), Secret::fromText(text));
}

void Attempt::setEndpoint(const QString &url)
{
    account.serviceEndpoint = url;
    account.iamEndpoint = url;
}

SentenceStage::SentenceStage(int rowsPerKind) : cloud(options(rowsPerKind))
{
    if (!cloud.start())
        qFatal("the practice cloud does not start");
    proxy = std::make_unique<FaultProxy>(cloud.port());
}

Attempt SentenceStage::attempt(const KindContract &contract) const
{
    const QString provider = contract.kind().providerId;
    const PracticeHost host(cloud, proxy->url(), speed);
    return {.contract = contract,
            .account = host.effectiveAccount(
                {.id = QStringLiteral("account-1"), .name = QStringLiteral("test")}, provider),
            .credentials = host.credentials(provider)};
}

Attempt SentenceStage::attemptWithoutKey(const KindContract &contract) const
{
    Attempt attempt = this->attempt(contract);
    const PracticeKeys keys = cloud.keys();
    attempt.account.accessKeyId.clear();
    attempt.credentials = {};
    if (attempt.providerId() == QLatin1String("zenlayer")) {
        attempt.account.signInMethod = QStringLiteral("token");
        attempt.setSecret(keys.zenlayerToken);
        return attempt;
    }
    attempt.account.signInMethod = QStringLiteral("password");
    attempt.account.accountName = keys.accountName;
    attempt.account.userName = keys.users.first().name;
    attempt.account.projectId.clear();
    attempt.setSecret(keys.users.first().password);
    return attempt;
}

std::unique_ptr<Connection> SentenceStage::connect(const Attempt &attempt)
{
    m_queue = std::make_unique<RequestQueue>(m_clock, attempt.deadlines);
    return std::make_unique<Connection>(attempt.account, *registry.provider(attempt.providerId()),
                                        attempt.credentials, *m_queue, m_clock, Timing(speed),
                                        QStringLiteral("practice:"));
}

Result<ListOutcome> SentenceStage::list(const Attempt &attempt)
{
    const auto connection = connect(attempt);
    return discreet(finishedResult<ListOutcome>(new Listing(*connection, attempt.contract)), attempt);
}

Result<ListPage> SentenceStage::askOnce(const Attempt &attempt)
{
    const auto connection = connect(attempt);
    const auto scope = finishedResult(connection->signIn());
    if (!scope)
        return failure(scope.error());
    const ApiRequest request = attempt.contract.listRequests(*scope).constFirst();
    const auto reply = finishedResult(connection->send(request));
    return discreet(reply ? attempt.contract.readPage(request, *reply) : failure(reply.error()), attempt);
}

QString SentenceStage::check(const Attempt &attempt)
{
    const auto connection = connect(attempt);
    auto *job = new ConnectionCheck(*connection);
    QString first;
    QObject::connect(job, &ConnectionCheck::stepFinished, job,
                     [&first](const QString &title, bool passed, const Error &error) {
                         if (!passed && first.isEmpty())
                             first = title + QStringLiteral(": ") + error.message;
                     });
    static_cast<void>(finishedResult<Scope>(job));
    return first.isEmpty() ? QStringLiteral("(every step passes)") : first;
}

QList<std::pair<ApiRequest, HttpReply>> SentenceStage::pages(const KindContract &contract)
{
    const auto connection = connect(attempt(contract));
    const auto scope = finishedResult(connection->signIn());
    QList<ApiRequest> waiting = scope ? contract.listRequests(*scope) : QList<ApiRequest>();
    QList<std::pair<ApiRequest, HttpReply>> pages;
    while (!waiting.isEmpty()) {
        const ApiRequest request = waiting.takeFirst();
        const auto reply = finishedResult(connection->send(request));
        const auto page = reply ? contract.readPage(request, *reply) : failure(reply.error());
        if (!page)
            return {};
        pages.append({request, *reply});
        waiting += page->next + page->inner;
    }
    return pages;
}

void SentenceStage::answerAll(const QByteArray &bytes)
{
    faultAll({.kind = Fault::Kind::Garbage, .payload = bytes});
}

void SentenceStage::answerAll(int status, const QByteArray &body, const QList<QByteArray> &headerLines)
{
    answerAll(httpAnswer(status, body, headerLines));
}

void SentenceStage::faultAll(const Fault &fault)
{
    proxy->chooseFault([fault](const RawRequest &) { return fault; });
}

void SentenceStage::changeRows(const KindContract &contract,
                               std::function<void(QJsonObject &, const QString &)> change)
{
    QSet<QString> ids;
    const auto resources = cloud.resources(contract.kind().id);
    for (const PracticeResource &resource : resources)
        ids.insert(resource.id);
    faultAll(
        {.kind = Fault::Kind::Rewrite, .rewrite = [ids, change](const QByteArray &body) {
             const QJsonObject object = QJsonDocument::fromJson(body).object();
             return QJsonDocument(changed(object, ids, change).toObject()).toJson(QJsonDocument::Compact);
         }});
}

void SentenceStage::reset()
{
    proxy->chooseFault({});
    cloud.clearFaults();
}

} // namespace Clearsky
