// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

// Includes httplib.h, which brings the system's socket headers along: only practiceserver.cpp may include
// this file.
#include <httplib.h>

#include <array>
#include <chrono>

namespace Clearsky {

/// One connection of the practice server. cpp-httplib 0.11 keeps its own stream class to itself and does not
/// let idle connections end when the server stops; this one can be hung up on from another thread.
class PracticeConnection final : public httplib::Stream
{
public:
    explicit PracticeConnection(socket_t socket) : m_socket(socket) { }

    /// Waits for the next request; false when nobody speaks for that long or the connection has ended.
    [[nodiscard]] bool waitForRequest(std::chrono::milliseconds longest) const;

    bool is_readable() const override;
    bool is_writable() const override;
    ssize_t read(char *ptr, size_t size) override;
    ssize_t write(const char *ptr, size_t size) override;
    void get_remote_ip_and_port(std::string &ip, int &port) const override;
    void get_local_ip_and_port(std::string &ip, int &port) const override;
    socket_t socket() const override { return m_socket; }

private:
    [[nodiscard]] bool hasBuffered() const { return m_begin < m_end; }

    socket_t m_socket;
    std::array<char, 16384> m_buffer{};
    size_t m_begin = 0;
    size_t m_end = 0;
};

void practiceSetNoDelay(socket_t socket);
void practiceHangUp(socket_t socket); ///< wakes whoever waits on it; the socket stays open
void practiceClose(socket_t socket);

} // namespace Clearsky
