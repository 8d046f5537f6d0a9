// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/connectioncheck.h"

#include <QJsonDocument>

namespace Clearsky {

ConnectionCheck::ConnectionCheck(Connection &connection, QObject *parent)
    : ResultJob(parent)
    , m_connection(&connection)
{
}

ConnectionCheck::~ConnectionCheck() = default;

QString ConnectionCheck::titleOf(Stage stage)
{
    switch (stage) {
    case Stage::Connect:
        return tr("Connection");
    case Stage::Secure:
        return tr("Secure connection");
    case Stage::Endpoint:
        return tr("Endpoint");
    case Stage::Clock:
        return tr("Clock");
    case Stage::SignIn:
        return tr("Sign-in");
    case Stage::Project:
        return tr("Project");
    }
    return {};
}

// Which step an error is about. What says nothing of the account is the endpoint's fault.
ConnectionCheck::Stage ConnectionCheck::stageOf(Error::Kind kind)
{
    using enum Error::Kind;
    switch (kind) {
    case NotSent:
    case ProxySignIn:
    case NoAnswer:
        return Stage::Connect;
    case Certificate:
        return Stage::Secure;
    case ClockSkew:
        return Stage::Clock;
    case SessionExpired:
    case SignInRefused:
        return Stage::SignIn;
    case NotPermitted:
    case NotFound:
        return Stage::Project; // of a sign-in, which names nothing else that could be missing
    default:
        return Stage::Endpoint;
    }
}

// Whether the error of one of the provider's steps speaks of the account as a whole.
bool ConnectionCheck::isCommon(Error::Kind kind)
{
    using enum Error::Kind;
    switch (kind) {
    case NotSent:
    case ProxySignIn:
    case NoAnswer:
    case Certificate:
    case ClockSkew:
    case SessionExpired:
    case SignInRefused:
    case Configuration:
    case Cancelled:
        return true;
    default:
        return false;
    }
}

QList<ConnectionCheck::Stage> ConnectionCheck::stages() const
{
    QList<Stage> stages{Stage::Connect, Stage::Secure, Stage::Endpoint, Stage::Clock, Stage::SignIn};
    if (m_connection && m_connection->provider().hasProjects())
        stages.append(Stage::Project);
    return stages;
}

void ConnectionCheck::run()
{
    if (!m_connection) {
        finishWith(failure({.kind = Error::Kind::Cancelled}));
        return;
    }
    ResultJob<Scope> *job = m_connection->signIn();
    job->setParent(this);
    m_running = job;
    connect(job, &AsyncJob::finished, this, [this, job] { onSignedIn(job->result()); });
    job->start();
}

void ConnectionCheck::abort()
{
    if (!m_running)
        return;
    disconnect(m_running, nullptr, this, nullptr);
    m_running->cancel();
}

void ConnectionCheck::onSignedIn(const Result<Scope> &scope)
{
    if (!scope || !m_connection) {
        reportCommon(scope ? Error{.kind = Error::Kind::Cancelled} : scope.error());
        return;
    }
    m_scope = *scope;
    m_steps = m_connection->provider().checkSteps(*scope);
    nextStep();
}

void ConnectionCheck::nextStep()
{
    if (m_steps.isEmpty() || !m_connection) {
        end();
        return;
    }
    m_step = m_steps.takeFirst();
    ResultJob<HttpReply> *job = m_connection->send(m_step.request);
    job->setParent(this);
    m_running = job;
    connect(job, &AsyncJob::finished, this, [this, job] { onAnswer(job->result()); });
    job->start();
}

void ConnectionCheck::onAnswer(const Result<HttpReply> &answer)
{
    if (!answer) {
        judge(answer.error());
        return;
    }
    const bool isGood = answer->status / 100 == 2 && QJsonDocument::fromJson(answer->body).isObject();
    judge(isGood || !m_connection ? std::nullopt : std::optional(m_connection->provider().readError(*answer)));
}

void ConnectionCheck::judge(const std::optional<Error> &error)
{
    // A provider that signs every request by itself shows only now whether it lets us in; a wrong first service tells of
    // a wrong address.
    if (!m_isCommonReported) {
        const bool isWrongPlace = error
            && (error->kind == Error::Kind::WrongEndpoint || error->kind == Error::Kind::Malformed
                || error->kind == Error::Kind::Redirected);
        if (error && (isCommon(error->kind) || (isWrongPlace && !m_connection->provider().hasProjects()))) {
            reportCommon(error);
            return;
        }
        reportCommon({});
    }
    if (error && !m_firstError)
        m_firstError = error;
    m_passed += error ? 0 : 1;
    Q_EMIT stepFinished(m_step.title, !error, error.value_or(Error()));
    if (!isFinished())
        nextStep();
}

// Reports the steps that all kinds share: those before the error's own have passed.
void ConnectionCheck::reportCommon(const std::optional<Error> &error)
{
    m_isCommonReported = true;
    const auto all = stages();
    const Stage named = error ? stageOf(error->kind) : Stage::Connect;
    const Stage at = all.contains(named) ? named : Stage::Endpoint;
    for (const Stage stage : all) {
        const bool isTheOne = error && stage == at;
        Q_EMIT stepFinished(titleOf(stage), !isTheOne, isTheOne ? *error : Error());
        if (isTheOne)
            break;
    }
    if (error)
        finishWith(failure(*error));
}

void ConnectionCheck::end()
{
    if (!m_isCommonReported)
        reportCommon({});
    if (m_firstError && m_passed == 0)
        finishWith(failure(*m_firstError));
    else
        finishWith(*m_scope);
}

} // namespace Clearsky
