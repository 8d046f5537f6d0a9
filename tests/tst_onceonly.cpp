// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/net/httpcall.h"
#include "tests/support/finished.h"
#include "tests/support/relayproxy.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/tlsserver.h"
#include "tests/support/wirerequests.h"

#include <QNetworkAccessManager>
#include <QSslConfiguration>
#include <QTest>

using namespace Clearsky;
using namespace std::chrono_literals;
using Method = ApiRequest::Method;

namespace {

/// What the server does with the write: bytes of an answer, then the connection's end.
struct Ending
{
    const char *name;
    QByteArray answer;
    enum { Keep, Fin, Rst } end;
    const char *outcome; ///< kindNameOf() what the call ends with
};

const QList<Ending> &endings()
{
    static const QList<Ending> all{
        {"FIN", {}, Ending::Fin, "no_answer"},
        {"RST", {}, Ending::Rst, "no_answer"},
        {"garbage and FIN", "garbage\r\n\r\n", Ending::Fin, "no_answer"},
        {"garbage and RST", "\x16\x03\x01 garbage", Ending::Rst, "no_answer"},
        {"cut status line", "HTTP/1.1 2", Ending::Fin, "no_answer"},
        {"cut head", "HTTP/1.1 200 OK\r\nContent-Le", Ending::Rst, "no_answer"},
        {"cut body", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"a", Ending::Fin, "no_answer"},
        {"cut chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{\"a", Ending::Fin, "no_answer"},
        {"interim answer and FIN", "HTTP/1.1 100 Continue\r\n\r\n", Ending::Fin, "no_answer"},
        {"silence", {}, Ending::Keep, "no_answer"},
        {"whole and closed", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}", Ending::Fin, "answer 200"},
        {"401 with a challenge",
         "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 2\r\n\r\n{}", Ending::Keep, "answer 401"},
        {"503 and closed", "HTTP/1.1 503 No\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}", Ending::Fin, "answer 503"},
        {"redirect to itself", "HTTP/1.1 307 To\r\nLocation: /v1\r\nContent-Length: 0\r\n\r\n", Ending::Keep, "redirected"},
        {"408 and closed", "HTTP/1.1 408 Slow\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}", Ending::Fin, "answer 408"},
    };
    return all;
}

/// One server, plain or with TLS, that answers reads and treats writes as the ending says; it counts what arrives.
class Target
{
public:
    Target(bool tls, const Ending &ending)
        : m_ending(ending)
    {
        if (!tls) {
            m_plain = std::make_unique<ScriptedServer>([this](const RawRequest &request, const Exchange &exchange) {
                if (request.method == "GET") {
                    exchange.send(httpAnswer(200));
                    return;
                }
                ++writes;
                exchange.send(m_ending.answer);
                if (m_ending.end == Ending::Fin)
                    exchange.close();
                else if (m_ending.end == Ending::Rst)
                    exchange.reset();
            });
            return;
        }
        m_secure = std::make_unique<TlsServer>();
        m_secure->setScript([this](QTcpSocket &socket) {
            if (std::exchange(m_expectsRead, false)) {
                socket.write(httpAnswer(200));
                return;
            }
            ++writes;
            socket.write(m_ending.answer);
            if (m_ending.end == Ending::Fin)
                socket.disconnectFromHost();
            else if (m_ending.end == Ending::Rst)
                socket.abort();
        });
    }

    [[nodiscard]] QUrl url() const { return m_plain ? m_plain->url() : m_secure->url(); }
    void expectRead() { m_expectsRead = true; }
    void dropConnections()
    {
        if (m_plain) {
            m_plain->closeConnections();
            return;
        }
        const auto sockets = m_secure->findChildren<QTcpSocket *>();
        for (QTcpSocket *socket : sockets)
            socket->disconnectFromHost();
    }

    int writes = 0;

private:
    Ending m_ending;
    bool m_expectsRead = false;
    std::unique_ptr<ScriptedServer> m_plain;
    std::unique_ptr<TlsServer> m_secure;
};

} // namespace

/// Whatever becomes of the connection, a write reaches the server at most once (engine.md R5): every way to the server,
/// every state of the connection, every ending.
class TestOnceOnly final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy);
        auto trust = QSslConfiguration::defaultConfiguration();
        trust.addCaCertificate(TlsServer::certificate());
        QSslConfiguration::setDefaultConfiguration(trust);
    }

    void aWriteIsSeenAtMostOnce_data()
    {
        QTest::addColumn<Method>("method");
        QTest::addColumn<bool>("tls");
        QTest::addColumn<bool>("proxied");
        QTest::addColumn<QByteArray>("connection");
        QTest::addColumn<int>("ending");
        for (const Method method : {Method::Post, Method::Delete}) {
            for (const bool tls : {false, true}) {
                for (const bool proxied : {false, true}) {
                    for (const QByteArray connection : {"new", "kept-alive", "stale"}) {
                        for (int i = 0; i < endings().size(); ++i) {
                            QTest::addRow("%s, %s%s, %s connection, %s", methodName(method).constData(), tls ? "TLS" : "plain",
                                          proxied ? " through a proxy" : "", connection.constData(), endings().at(i).name)
                                << method << tls << proxied << connection << i;
                        }
                    }
                }
            }
        }
    }

    void aWriteIsSeenAtMostOnce()
    {
        QFETCH(const Method, method);
        QFETCH(const bool, tls);
        QFETCH(const bool, proxied);
        QFETCH(const QByteArray, connection);
        QFETCH(const int, ending);
        const Ending &it = endings().at(ending);
        Target target(tls, it);
        RelayProxy proxy;
        QNetworkAccessManager network;
        if (proxied)
            network.setProxy(proxy.proxy());
        const bool isNew = connection == "new";
        if (!isNew) {
            target.expectRead();
            QVERIFY(finishedResult(new HttpCall(network, m_clock, requestTo(target.url(), Method::Get))));
        }
        if (connection == "stale") // while the write is on its way
            target.dropConnections();
        const HttpDeadlines deadlines{.connect = 2s, .idle = it.end == Ending::Keep && it.answer.isEmpty() ? 60ms : 5s, .total = 8s};
        const auto result =
            finishedResult(new HttpCall(network, m_clock, requestTo(target.url(), method), deadlines, isNew));
        QVERIFY2(target.writes <= 1, qPrintable(QString::number(target.writes)));
        if (target.writes == 1)
            QCOMPARE(kindNameOf(result), QString::fromLatin1(it.outcome));
        else // only the closing of a stale connection may keep a write from arriving
            QVERIFY2(connection == "stale" && !result, qPrintable(kindNameOf(result)));
        QCOMPARE(proxied, proxy.relayed() > 0);
        // And nothing comes later.
        QCoreApplication::processEvents();
        QVERIFY(target.writes <= 1);
    }

private:
    SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestOnceOnly)
#include "tst_onceonly.moc"
