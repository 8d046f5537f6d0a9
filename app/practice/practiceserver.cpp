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

} // namespace

class PracticeServer::Private
{
public:
    void listenFor();

    Handler handler{};
    std::unique_ptr<HttpServer> http{};
    std::thread thread{};
    std::atomic<bool> ended{false};
    quint16 port = 0;
};

void PracticeServer::Private::listenFor()
{
    const auto plain = [this](const httplib::Request &from, httplib::Response &to) {
        writeReply(handler(readRequest(from)), to);
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
        writeReply(handler(request), to);
    };
    http->Get(anyPath, plain);
    http->Options(anyPath, plain);
    http->Post(anyPath, withBody);
    http->Put(anyPath, withBody);
    http->Patch(anyPath, withBody);
    http->Delete(anyPath, withBody);
}

PracticeServer::PracticeServer(Handler handler) : d(std::make_unique<Private>())
{
    d->handler = std::move(handler);
}

PracticeServer::~PracticeServer()
{
    stop();
}

Result<void> PracticeServer::start(quint16 port)
{
    stop();
    d->http = std::make_unique<HttpServer>();
    d->http->new_task_queue = [] { return new httplib::ThreadPool(mostConnections); };
    d->http->set_tcp_nodelay(true);
    d->http->set_keep_alive_timeout(std::chrono::seconds(keepAlive).count());
    d->http->set_keep_alive_max_count(std::numeric_limits<int>::max());
    d->http->set_payload_max_length(largestBody);
    // Without SO_REUSEPORT, which is httplib's default and would let two servers share a port.
    d->http->set_socket_options([](socket_t socket) {
#ifdef _WIN32
        const int on = 1;
        setsockopt(socket, SOL_SOCKET, SO_EXCLUSIVEADDRUSE, reinterpret_cast<const char *>(&on), sizeof(on));
#else
        const int on = 1;
        setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
#endif
    });
    d->listenFor();

    const std::string host = "127.0.0.1";
    const int bound = port == 0             ? d->http->bind_to_any_port(host)
        : d->http->bind_to_port(host, port) ? port
                                            : -1;
    if (bound <= 0) {
        d->http.reset();
        return failure(
            {.kind = Error::Kind::Configuration,
             .message = QCoreApplication::translate(
                            "Clearsky::PracticeServer",
                            "Port %1 of this computer cannot be used. Is another program listening there?")
                            .arg(port)});
    }
    d->port = quint16(bound);
    d->ended = false;
    d->thread = std::thread([this, http = d->http.get()] {
        http->listen_after_bind();
        d->ended = true;
    });
    // httplib cannot be stopped before it runs.
    while (!d->http->is_running() && !d->ended)
        std::this_thread::yield();
    return {};
}

void PracticeServer::stop()
{
    if (!d->http)
        return;
    d->http->stop();
    d->http->hangUp();
    d->thread.join();
    d->http.reset();
    d->port = 0;
}

quint16 PracticeServer::port() const
{
    return d->port;
}

} // namespace Clearsky
