// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/readjob.h"

namespace Clearsky {

RepeatedRead::RepeatedRead(Connection &connection, ApiRequest request, Judge judge, QObject *parent)
    : ResultJob(parent)
    , m_connection(&connection)
    , m_request(std::move(request))
    , m_judge(std::move(judge))
    , m_random(connection.random())
{
}

RepeatedRead::~RepeatedRead() = default;

void RepeatedRead::run()
{
    m_timer.reset();
    if (!m_connection) {
        finishWith(failure({.kind = Error::Kind::Cancelled}));
        return;
    }
    m_call = m_connection->send(m_request);
    m_call->setParent(this);
    connect(m_call, &AsyncJob::finished, this, &RepeatedRead::onAnswer);
    m_call->start();
}

void RepeatedRead::abort()
{
    m_timer.reset();
    if (!m_call)
        return;
    disconnect(m_call, nullptr, this, nullptr);
    m_call->cancel();
}

void RepeatedRead::onAnswer()
{
    const Result<HttpReply> answer = m_call->result();
    m_call = nullptr;
    if (!answer) {
        onError(answer.error());
        return;
    }
    m_judge(*answer, [this, answer](const std::optional<Error> &error) {
        if (error)
            onError(*error);
        else
            finishWith(answer);
    });
}

void RepeatedRead::onError(const Error &error)
{
    const RetryRule rule = readRetryRule(error.kind);
    bool isHopeful = false;
    int failures = 1;
    switch (rule.next) {
    case RetryRule::Next::Wait:
        failures = rule.attempts > 0 ? ++m_failures : ++m_throttled;
        isHopeful = rule.attempts > 0 ? m_failures < rule.attempts : isPatient(rule);
        break;
    case RetryRule::Next::SignIn:
        isHopeful = ++m_signIns < rule.attempts;
        break;
    default:
        break;
    }
    if (!isHopeful || !m_connection) {
        finishWith(failure(error));
        return;
    }
    const auto wait = m_connection->timing().scaled(retryWait(rule, failures, error.retryAfter, m_random));
    m_timer = m_connection->clock().callAfter(wait, [this] { run(); });
}

bool RepeatedRead::isPatient(const RetryRule &rule)
{
    const auto now = m_connection->clock().now();
    if (m_throttled == 1)
        m_throttledSince = now;
    return now - m_throttledSince < m_connection->timing().scaled(rule.patience);
}

} // namespace Clearsky
