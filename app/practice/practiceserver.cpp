// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/practiceserver.h"

#include "app/practice/practiceconnection.h"

#include <QCoreApplication>

#include <atomic>
#include <limits>
#include <mutex>
#include <set>
#include <thread>

using namespace Qt::StringLiterals;

namespace Clearsky {
namespace {

constexpr size_t mostConnections = 96;
constexpr std::chrono::minutes keepAlive{5};
constexpr size_t largestBody = 12 * 1024 * 1024; // what Huawei's gateway takes (api/huawei.md 1.3)
constexpr const char *anyPath = "[\\s\\S]*";

class HttpServer final : public httplib::Server
{
public:
    void hangUp()
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        for (const socket_t socket : m_open)
            practiceHangUp(socket);
    }

private:
    bool process_and_close_socket(socket_t socket) override
    {
        const bool welcome = enter(socket);
        if (welcome)
            serve(socket);
        const std::lock_guard lock(m_mutex);
        m_open.erase(socket);
        practiceHangUp(socket);
        practiceClose(socket);
        return welcome;
    }

    bool enter(socket_t socket)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_stopping)
            m_open.insert(socket);
        return !m_stopping;
    }

    void serve(socket_t socket)
    {
        practiceSetNoDelay(socket);
        PracticeConnection connection(socket);
        bool closed = false;
        while (!closed && connection.waitForRequest(keepAlive)) {
            if (!process_request(connection, false, closed, nullptr))
                break;
        }
    }

    std::mutex m_mutex;
    std::set<socket_t> m_open{};
    bool m_stopping = false;
};

PracticeRequest readRequest(const httplib::Request &from)
{
    PracticeRequest request;
    request.method = QByteArray::fromStdString(from.method);
    const QByteArray target = QByteArray::fromStdString(from.target);
    const qsizetype mark = target.indexOf('?');
    request.path = mark < 0 ? target : target.left(mark);
    request.query = mark < 0 ? QByteArray() : target.mid(mark + 1);
    for (const auto &[name, value] : from.headers)
        request.headers.append({QByteArray::fromStdString(name), QByteArray::fromStdString(value)});
    return request;
}

void writeReply(const PracticeReply &reply, httplib::Response &to)
{
    to.status = reply.status;
    for (const auto &[name, value] : reply.headers)
        to.set_header(name.toStdString(), value.toStdString());
    if (reply.body.isEmpty()) {
        if (!reply.contentType.isEmpty())
            to.set_content(std::string(), reply.contentType.toStdString());
        return;
    }
    // By a provider of known length: whatever is set as text, httplib packs with its slowest brotli.
    to.set_content_provider(static_cast<size_t>(reply.body.size()), reply.contentType.toStdString(),
                            [body = reply.body](size_t offset, size_t length, httplib::DataSink &sink) {
                                return sink.write(body.constData() + offset, length);
                            });
}

class HttpPracticeServer final : public PracticeServer
{
public:
    explicit HttpPracticeServer(Handler handler) : m_handler(std::move(handler)) { }
    ~HttpPracticeServer() override { hangUp(); }

    [[nodiscard]] Result<void> start(quint16 port) override;
    void stop() override { hangUp(); }
    [[nodiscard]] quint16 port() const override { return m_port; }

private:
    void answerAll();
    [[nodiscard]] int bind(quint16 port);
    void hangUp();

    Handler m_handler;
    std::unique_ptr<HttpServer> m_http{};
    std::thread m_thread{};
    std::atomic<bool> m_ended{false};
    quint16 m_port = 0;
};

void HttpPracticeServer::answerAll()
{
    const auto plain = [this](const httplib::Request &from, httplib::Response &to) {
        writeReply(m_handler(readRequest(from)), to);
    };
    // Reading the body ourselves keeps httplib from waiting for the end of the connection where there is
    // none.
    const auto withBody = [this](const httplib::Request &from, httplib::Response &to,
                                 const httplib::ContentReader &reader) {
        PracticeRequest request = readRequest(from);
        if (from.has_header("Content-Length") || from.has_header("Transfer-Encoding")) {
            const bool whole = reader([&request](const char *data, size_t length) {
                request.body.append(data, qsizetype(length));
                return true;
            });
            if (!whole)
                return; // httplib has set the status; nothing is carried out
        }
        writeReply(m_handler(request), to);
    };
    m_http->Get(anyPath, plain);
    m_http->Options(anyPath, plain);
    m_http->Post(anyPath, withBody);
    m_http->Put(anyPath, withBody);
    m_http->Patch(anyPath, withBody);
    m_http->Delete(anyPath, withBody);
}

/// The port, or -1.
int HttpPracticeServer::bind(quint16 port)
{
    m_http->new_task_queue = [] { return new httplib::ThreadPool(mostConnections); };
    m_http->set_tcp_nodelay(true);
    m_http->set_keep_alive_timeout(std::chrono::seconds(keepAlive).count());
    m_http->set_keep_alive_max_count(std::numeric_limits<int>::max());
    m_http->set_payload_max_length(largestBody);
    // Without SO_REUSEPORT, which is httplib's default and would let two servers share a port.
    m_http->set_socket_options([](socket_t socket) {
#ifdef _WIN32
        const int on = 1;
        setsockopt(socket, SOL_SOCKET, SO_EXCLUSIVEADDRUSE, reinterpret_cast<const char *>(&on), sizeof(on));
#else
        const int on = 1;
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
#endif
    });
    const std::string host = "127.0.0.1";
    if (port == 0)
        return m_http->bind_to_any_port(host);
    return m_http->bind_to_port(host, port) ? port : -1;
}

Result<void> HttpPracticeServer::start(quint16 port)
{
    hangUp();
    m_http = std::make_unique<HttpServer>();
    answerAll();
    const int bound = bind(port);
    if (bound <= 0) {
        m_http.reset();
        return failure(
            {.kind = Error::Kind::Configuration,
             .message = QCoreApplication::translate(
                            "Clearsky::PracticeServer",
                            "Port %1 of this computer cannot be used. Is another program listening there?")
                            .arg(port)});
    }
    m_port = quint16(bound);
    m_ended = false;
    m_thread = std::thread([this, http = m_http.get()] {
        http->listen_after_bind();
        m_ended = true;
    });
    // httplib cannot be stopped before it runs.
    while (!m_http->is_running() && !m_ended)
        std::this_thread::yield();
    return {};
}

void HttpPracticeServer::hangUp()
{
    if (!m_http)
        return;
    m_http->stop();
    m_http->hangUp();
    m_thread.join();
    m_http.reset();
    m_port = 0;
}

} // namespace

std::unique_ptr<PracticeServer> makePracticeServer(PracticeServer::Handler handler)
{
    return std::make_unique<HttpPracticeServer>(std::move(handler));
}

} // namespace Clearsky
