// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/retrypolicy.h"
#include "app/providers/provider.h"
#include "app/timing.h"

#include <QObject>
#include <QPointer>

namespace Clearsky {

class RequestQueue;

/// An account at work with one provider: signs in when needed (one sign-in at a time, for all who wait), knows where the
/// services are, and sends. Retries nothing: ReadJob does for reads, a lane for deletions. An answer that says that the
/// session has ended makes the next send sign in again, however many requests of that session say so; one that blames
/// the clock sets the measured difference for the next signature.
/// A practice account has one Connection per provider whose kinds it shows. Jobs of a Connection that is destroyed end
/// with Error::Kind::Cancelled.
class Connection final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Connection)

public:
    Connection(Account account, const Provider &provider, const Credentials &credentials, RequestQueue &queue, Clock &clock,
               Timing timing, QString origin, RandomSource random = systemRandom(), QObject *parent = nullptr);
    ~Connection() override;

    [[nodiscard]] const Account &account() const;
    [[nodiscard]] const Provider &provider() const;
    [[nodiscard]] Timing timing() const;
    [[nodiscard]] Clock &clock() const;
    /// For the jitter of waits.
    [[nodiscard]] const RandomSource &random() const;
    /// What the journal and the lanes call this place: scheme, host and port of the service, or `practice:`.
    [[nodiscard]] QString origin() const;
    /// Valid once signIn() has succeeded.
    [[nodiscard]] const Scope &scope() const;
    [[nodiscard]] bool isSignedIn() const;

    /// Ends with the scope. Runs at once when signed in already. The caller starts the job.
    [[nodiscard]] ResultJob<Scope> *signIn();
    /// Sends one request, signed at hand-over; signs in first when needed. The answer is returned whatever its status. When
    /// the sign-in fails the request was not sent, and the error's kind says nothing else: what a sign-in may have done at
    /// the provider is no doubt about the request. The caller starts the job and may give it a parent; once handed over
    /// it runs to its end even when the Connection goes. Requests of a kind carry its lane's gate: see inLane().
    [[nodiscard]] ResultJob<HttpReply> *send(const ApiRequest &request);
    /// What the provider's clock was found to be ahead of ours.
    [[nodiscard]] std::chrono::seconds clockOffset() const;

Q_SIGNALS:
    /// The provider asks for patience in answer to a request through this gate.
    void throttled(const QString &gate, const Clearsky::Error &error);

private:
    class Private;
    class Send;
    class SignIn;
    std::unique_ptr<Private> d;
};

} // namespace Clearsky
