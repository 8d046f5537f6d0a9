// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/providers/connection.h"

namespace Clearsky {

/// Tests whether an account works, step by step: connection, secure connection, endpoint, clock, sign-in, project, then
/// what its kinds need. The first step that fails is named and ends the common part; of the provider's own steps each is
/// tried, since a service that is not in use may fail. Sends reads only, each once.
/// Ends with the scope when the common part and at least one of the provider's steps have passed, otherwise with the
/// error of the first step that failed.
class ConnectionCheck final : public ResultJob<Scope>
{
    Q_OBJECT

public:
    explicit ConnectionCheck(Connection &connection, QObject *parent = nullptr);
    ~ConnectionCheck() override;

Q_SIGNALS:
    /// In the order of the steps. `error` is empty (Error()) when `passed`.
    void stepFinished(const QString &title, bool passed, const Clearsky::Error &error);

protected:
    void run() override;
    void abort() override;

private:
    enum class Stage { Connect, Secure, Endpoint, Clock, SignIn, Project };

    void onSignedIn(const Result<Scope> &scope);
    void onAnswer(const Result<HttpReply> &answer);
    void nextStep();
    void judge(const std::optional<Error> &error);
    void reportCommon(const std::optional<Error> &error);
    void end();
    [[nodiscard]] QList<Stage> stages() const;
    [[nodiscard]] static QString titleOf(Stage stage);
    [[nodiscard]] static Stage stageOf(Error::Kind kind);
    [[nodiscard]] static bool isCommon(Error::Kind kind);

    QPointer<Connection> m_connection;
    QPointer<AsyncJob> m_running;
    QList<Provider::CheckStep> m_steps;
    Provider::CheckStep m_step;
    std::optional<Scope> m_scope;
    std::optional<Error> m_firstError;
    bool m_isCommonReported = false;
    int m_passed = 0;
};

} // namespace Clearsky
