// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/scriptedserver.h"

#include <QList>
#include <QMap>

#include <chrono>
#include <functional>

namespace Clearsky {

/// What happens to one request on its way.
struct Fault
{
    enum class Kind {
        None,              ///< forwarded, answered
        DropBeforeReading, ///< the connection ends before a byte is read; not forwarded
        CutRequest,        ///< `bytes` of the request are read, then the connection ends; not forwarded
        LostAnswer,        ///< forwarded and carried out; the connection ends before a byte of the answer
        CutAnswer,         ///< forwarded; the connection ends after `bytes` of the answer
        StallAnswer,       ///< forwarded; after `bytes` of the answer nothing more comes
        Garbage,           ///< forwarded; `payload` is sent instead of the answer, then the connection ends
        Drip,              ///< forwarded; `bytes` of the answer (at least 1) every `wait`
        Delay,             ///< forwarded; the answer starts after `wait`
        Silence,           ///< forwarded; never answered
        Twice,             ///< forwarded; the answer is sent twice
        Swallow,           ///< not forwarded, never answered
        Status,            ///< not forwarded; answered with `status` and `payload` as body
        Redirect,          ///< not forwarded; `status` (3xx) to `target`
        Rewrite,           ///< forwarded; the answer's body is what `rewrite` makes of it
    };

    Kind kind = Kind::None;
    qsizetype bytes = 0;
    bool reset = false; ///< the connection ends with RST instead of FIN
    int status = 503;
    QByteArray payload{};
    std::chrono::milliseconds wait{};
    QUrl target{};
    std::function<QByteArray(const QByteArray &body)> rewrite{};
};

/// A byte-level forwarder to a server on loopback. Each request takes the next fault of the script; when the
/// script is used up, what chooseFault() says, otherwise none. Serves from the thread it lives in.
class FaultProxy final : public QTcpServer
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FaultProxy)

public:
    using Chooser = std::function<Fault(const RawRequest &)>;

    explicit FaultProxy(quint16 targetPort, QObject *parent = nullptr);

    [[nodiscard]] QUrl url() const; ///< http://127.0.0.1:port
    void setScript(const QList<Fault> &faults) { m_script = faults; }
    /// Chooses by the request; used when the script is used up.
    void chooseFault(Chooser chooser) { m_chooser = std::move(chooser); }

    /// No connection is open on either side, and nothing is on its way.
    [[nodiscard]] bool isIdle() const { return findChildren<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly).isEmpty(); }
    /// Ends all connections on which nothing is under way, as servers do with idle ones.
    void dropIdleConnections();

    [[nodiscard]] const QList<RawRequest> &requests() const { return m_requests; } ///< all that arrived
    [[nodiscard]] int forwarded() const { return m_forwarded; }
    [[nodiscard]] int stalled() const { return m_stalled; } ///< answers that have stalled by now
    [[nodiscard]] int count(Fault::Kind kind) const { return m_counts.value(kind); }

private:
    void onNewConnection();
    void onReadyRead(QTcpSocket *client);
    void apply(const Fault &fault, const RawRequest &request, QTcpSocket *client);
    void forward(const Fault &fault, const RawRequest &request, QTcpSocket *client);
    void answer(const Fault &fault, const QByteArray &bytes, QTcpSocket *client);
    static void end(const Fault &fault, QTcpSocket *client);

    quint16 m_targetPort;
    QList<Fault> m_script;
    Chooser m_chooser;
    QList<RawRequest> m_requests;
    QMap<Fault::Kind, int> m_counts;
    int m_forwarded = 0;
    int m_stalled = 0;
};

} // namespace Clearsky
