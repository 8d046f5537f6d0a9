// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/bench/xdisplay.h"

#include <QStandardPaths>

#include <ctime>
#include <memory>

#ifdef CLEARSKY_BENCH_XCB
#include <poll.h>
#include <xcb/xcb.h>
#endif

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

std::chrono::nanoseconds sharedNow()
{
    std::timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

XDisplay::XDisplay()
    : m_name(qEnvironmentVariable("DISPLAY"))
{
    const QString xvfb = QStandardPaths::findExecutable(u"Xvfb"_s);
    if (!xvfb.isEmpty()) {
        m_server.start(xvfb, {u"-displayfd"_s, u"1"_s, u"-screen"_s, u"0"_s, u"1280x800x24"_s, u"-nolisten"_s, u"tcp"_s});
        if (m_server.waitForReadyRead(10'000))
            m_name = u':' + QString::fromLatin1(m_server.readLine().trimmed());
    }
    connectClient();
}

#ifdef CLEARSKY_BENCH_XCB

XDisplay::~XDisplay()
{
    if (m_connection)
        xcb_disconnect(m_connection);
    m_server.terminate();
    m_server.waitForFinished();
}

void XDisplay::connectClient()
{
    if (m_name.isEmpty())
        return;
    m_connection = xcb_connect(m_name.toLatin1().constData(), nullptr);
    if (xcb_connection_has_error(m_connection) != 0) {
        xcb_disconnect(m_connection);
        m_connection = nullptr;
        return;
    }
    const xcb_window_t root = xcb_setup_roots_iterator(xcb_get_setup(m_connection)).data->root;
    const uint32_t mask = XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY;
    xcb_change_window_attributes(m_connection, root, XCB_CW_EVENT_MASK, &mask);
    xcb_flush(m_connection);
}

void XDisplay::forgetWindows()
{
    const auto reply = xcb_get_input_focus(m_connection); // an answer to it comes after all that was before
    std::free(xcb_get_input_focus_reply(m_connection, reply, nullptr));
    while (xcb_generic_event_t *event = xcb_poll_for_event(m_connection))
        std::free(event);
}

std::optional<std::chrono::nanoseconds> XDisplay::firstWindow(std::chrono::milliseconds patience)
{
    const auto until = sharedNow() + patience;
    while (xcb_connection_has_error(m_connection) == 0) {
        const std::unique_ptr<xcb_generic_event_t, decltype(&std::free)> event(xcb_poll_for_event(m_connection), &std::free);
        if (!event) {
            const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - sharedNow());
            pollfd wait{.fd = xcb_get_file_descriptor(m_connection), .events = POLLIN, .revents = 0};
            if (left <= 0ms || ::poll(&wait, 1, static_cast<int>(left.count())) <= 0)
                return {};
            continue;
        }
        if ((event->response_type & 0x7f) != XCB_MAP_NOTIFY)
            continue;
        if (reinterpret_cast<const xcb_map_notify_event_t *>(event.get())->override_redirect == 0)
            return sharedNow();
    }
    return {};
}

#else

XDisplay::~XDisplay()
{
    m_server.terminate();
    m_server.waitForFinished();
}

void XDisplay::connectClient() { }

void XDisplay::forgetWindows() { }

std::optional<std::chrono::nanoseconds> XDisplay::firstWindow(std::chrono::milliseconds)
{
    return {};
}

#endif

} // namespace Clearsky
