// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/net/requestqueue.h"
#include "app/practice/practicecloud.h"
#include "app/providers/listing.h"
#include "app/providers/registry.h"
#include "tests/support/faultproxy.h"
#include "tests/support/tlsserver.h"

#include <QJsonObject>

namespace Clearsky {

/// One attempt to use a kind: what is entered in the account, and what stands between it and the cloud.
struct Attempt
{
    const KindContract &contract;
    Account account{};
    Credentials credentials{};
    HttpDeadlines deadlines{.connect = std::chrono::seconds(10),
                            .idle = std::chrono::seconds(10),
                            .total = std::chrono::seconds(20)};

    [[nodiscard]] QString providerId() const { return contract.kind().providerId; }
    /// The field of the account's secret, for the sign-in method it has.
    [[nodiscard]] QString secretField() const;
    void setSecret(const QString &text);
    void setEndpoint(const QString &url);
};

/// The practice cloud behind a proxy, and the providers' real code in front of it. Waits between attempts are
/// a thousandth of the real ones.
class SentenceStage
{
public:
    /// 18 are enough for assets of every type in every ROMA instance.
    explicit SentenceStage(int rowsPerKind = 18);

    /// An attempt that succeeds: an access key, a known project.
    [[nodiscard]] Attempt attempt(const KindContract &contract) const;
    /// The same with the user's password (Huawei Cloud) or the token (Zenlayer).
    [[nodiscard]] Attempt attemptWithoutKey(const KindContract &contract) const;

    /// A whole list, with all retries.
    [[nodiscard]] Result<ListOutcome> list(const Attempt &attempt);
    /// The first request of a list, sent once.
    [[nodiscard]] Result<ListPage> askOnce(const Attempt &attempt);
    /// All requests of a list with their answers.
    [[nodiscard]] QList<std::pair<ApiRequest, HttpReply>> pages(const KindContract &contract);
    /// The first step of Test Connection that fails: `Step: sentence`; in brackets when none does.
    [[nodiscard]] QString check(const Attempt &attempt);

    /// From now on every request is answered so. Not forwarded.
    void answerAll(const QByteArray &bytes);
    void answerAll(int status, const QByteArray &body, const QList<QByteArray> &headerLines = {});
    void faultAll(const Fault &fault);
    /// From now on every object of an answer that stands in a list and has this kind's resources is changed.
    void changeRows(const KindContract &contract,
                    std::function<void(QJsonObject &row, const QString &id)> change);
    void reset();

    PracticeCloud cloud;
    Registry registry = makeRegistry();
    std::unique_ptr<FaultProxy> proxy;
    TlsServer tls;

private:
    [[nodiscard]] std::unique_ptr<Connection> connect(const Attempt &attempt);

    SystemClock m_clock;
    std::unique_ptr<RequestQueue> m_queue;
};

} // namespace Clearsky
