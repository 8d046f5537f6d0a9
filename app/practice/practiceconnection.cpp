// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/practiceconnection.h"

#include <algorithm>
#include <cerrno>

#ifndef _WIN32
#include <netinet/tcp.h>
#include <poll.h>
#endif

namespace Clearsky {
namespace {

constexpr std::chrono::seconds idleWithinRequest{60};

#ifdef _WIN32
using PollEntry = WSAPOLLFD;
using Length = int;
int pollOne(PollEntry &entry, int timeout)
{
    return WSAPoll(&entry, 1, timeout);
}
bool interrupted()
{
    return false;
}
constexpr int sendFlags = 0;
#else
using PollEntry = pollfd;
using Length = size_t;
int pollOne(PollEntry &entry, int timeout)
{
    return poll(&entry, 1, timeout);
}
bool interrupted()
{
    return errno == EINTR;
}
#ifdef MSG_NOSIGNAL
constexpr int sendFlags = MSG_NOSIGNAL;
#else
constexpr int sendFlags = 0;
#endif
#endif

bool waitFor(socket_t socket, short events, std::chrono::milliseconds longest)
{
    PollEntry entry{};
    entry.fd = socket;
    entry.events = events;
    int ready = 0;
    do
        ready = pollOne(entry, int(longest.count()));
    while (ready < 0 && interrupted());
    return ready > 0;
}

} // namespace

bool PracticeConnection::waitForRequest(std::chrono::milliseconds longest) const
{
    return hasBuffered() || waitFor(m_socket, POLLIN, longest);
}

bool PracticeConnection::is_readable() const
{
    return hasBuffered() || waitFor(m_socket, POLLIN, idleWithinRequest);
}

bool PracticeConnection::is_writable() const
{
    return waitFor(m_socket, POLLOUT, idleWithinRequest);
}

ssize_t PracticeConnection::read(char *ptr, size_t size)
{
    // Lines are read byte by byte, hence the buffer.
    if (!hasBuffered()) {
        if (!is_readable())
            return -1;
        const auto received = recv(m_socket, m_buffer.data(), Length(m_buffer.size()), 0);
        if (received <= 0)
            return received;
        m_begin = 0;
        m_end = size_t(received);
    }
    const size_t taken = std::min(size, m_end - m_begin);
    std::copy_n(m_buffer.data() + m_begin, taken, ptr);
    m_begin += taken;
    return ssize_t(taken);
}

ssize_t PracticeConnection::write(const char *ptr, size_t size)
{
    if (!is_writable())
        return -1;
    constexpr size_t most = 1 << 20;
    return send(m_socket, ptr, Length(std::min(size, most)), sendFlags);
}

void PracticeConnection::get_remote_ip_and_port(std::string &ip, int &port) const
{
    ip = "127.0.0.1";
    port = 0;
}

void PracticeConnection::get_local_ip_and_port(std::string &ip, int &port) const
{
    ip = "127.0.0.1";
    port = 0;
}

void practiceSetNoDelay(socket_t socket)
{
    const int on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, reinterpret_cast<const char *>(&on), sizeof(on));
}

void practiceHangUp(socket_t socket)
{
#ifdef _WIN32
    shutdown(socket, SD_BOTH);
#else
    shutdown(socket, SHUT_RDWR);
#endif
}

void practiceClose(socket_t socket)
{
#ifdef _WIN32
    closesocket(socket);
#else
    close(socket);
#endif
}

} // namespace Clearsky
