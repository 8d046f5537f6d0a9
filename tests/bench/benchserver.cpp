// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/benchserver.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string>

namespace Clearsky {

namespace {

constexpr std::string_view headersEnd = "\r\n\r\n";
constexpr std::string_view reply = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

/// The length of a whole request at the front of `received`; 0: more is to come.
size_t requestLength(const std::string &received)
{
    const size_t end = received.find(headersEnd);
    if (end == std::string::npos)
        return 0;
    std::string headers = received.substr(0, end);
    std::transform(headers.begin(), headers.end(), headers.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const size_t field = headers.find("content-length:");
    const size_t body = field == std::string::npos ? 0 : std::strtoul(headers.c_str() + field + 15, nullptr, 10);
    const size_t whole = end + headersEnd.size() + body;
    return received.size() >= whole ? whole : 0;
}

} // namespace

BenchServer::BenchServer(std::chrono::milliseconds latency)
    : m_latency(latency)
{
    m_listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) != 0 || ::listen(m_listener, 64) != 0
        || ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        qFatal("the server cannot listen");
    m_port = ntohs(address.sin_port);
    m_acceptor = std::thread([this] { accept(); });
}

BenchServer::~BenchServer()
{
    m_stopping = true;
    ::shutdown(m_listener, SHUT_RDWR);
    m_acceptor.join();
    ::close(m_listener);
    {
        const std::lock_guard lock(m_mutex);
        for (const int socket : m_sockets)
            ::shutdown(socket, SHUT_RDWR);
    }
    for (std::thread &thread : m_threads)
        thread.join();
}

QUrl BenchServer::url() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_port));
}

void BenchServer::reset()
{
    const std::lock_guard lock(m_mutex);
    m_figures = {};
}

BenchServer::Figures BenchServer::figures()
{
    const std::lock_guard lock(m_mutex);
    Figures figures = m_figures;
    figures.latency /= std::max(1, figures.requests);
    return figures;
}

void BenchServer::accept()
{
    while (!m_stopping) {
        const int socket = ::accept(m_listener, nullptr, nullptr);
        if (socket < 0)
            continue;
        const int on = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        const std::lock_guard lock(m_mutex);
        m_sockets.push_back(socket);
        m_threads.emplace_back([this, socket] { serve(socket); });
    }
}

void BenchServer::serve(int socket)
{
    std::string received;
    char buffer[16384];
    while (!m_stopping) {
        const ssize_t count = ::recv(socket, buffer, sizeof buffer, 0);
        if (count <= 0)
            break;
        received.append(buffer, static_cast<size_t>(count));
        while (requestLength(received) > 0) {
            if (!answer(socket, received))
                break;
        }
    }
    ::close(socket);
}

bool BenchServer::answer(int socket, std::string &received)
{
    const Clock::time_point arrived = Clock::now();
    const bool counts = received.starts_with("POST /delete");
    received.erase(0, requestLength(received));
    if (counts)
        noteArrival(arrived);
    std::this_thread::sleep_until(arrived + m_latency);
    const bool sent = ::send(socket, reply.data(), reply.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(reply.size());
    if (counts)
        noteAnswer(arrived);
    return sent;
}

void BenchServer::noteArrival(Clock::time_point at)
{
    const std::lock_guard lock(m_mutex);
    if (m_figures.requests == 0 && m_inFlight == 0)
        m_first = at;
    m_figures.mostInFlight = std::max(m_figures.mostInFlight, ++m_inFlight);
}

void BenchServer::noteAnswer(Clock::time_point arrived)
{
    const std::lock_guard lock(m_mutex);
    const Clock::time_point now = Clock::now();
    --m_inFlight;
    ++m_figures.requests;
    m_figures.latency += now - arrived;
    m_figures.wall = now - m_first;
}

} // namespace Clearsky
