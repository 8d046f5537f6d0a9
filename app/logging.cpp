// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/logging.h"

#include "app/clock.h"
#include "app/datafolder.h"

#include <QFileInfo>

#include <atomic>

namespace Clearsky {

Q_LOGGING_CATEGORY(lcApp, "clearsky.app", QtInfoMsg)

struct MessageLog::Sink
{
    LogFile &file;
    const Clock &clock;
    QtMessageHandler previous;
};

namespace {

QByteArray asLine(const QString &text)
{
    QString line;
    line.reserve(text.size());
    for (const QChar c : text) {
        if (c.category() == QChar::Other_Control || c == QChar::LineSeparator
            || c == QChar::ParagraphSeparator)
            line += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            line += c;
    }
    QByteArray bytes = line.toUtf8();
    if (bytes.size() > LogFile::longestLine) {
        bytes.truncate(LogFile::longestLine);
        bytes += "...";
    }
    return bytes + '\n';
}

// A message handler is a plain function without context: this is the one place where one has to be kept.
std::atomic<MessageLog::Sink *> currentSink = nullptr;

QString levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return QStringLiteral("debug");
    case QtInfoMsg:
        return QStringLiteral("info");
    case QtWarningMsg:
        return QStringLiteral("warning");
    case QtCriticalMsg:
        return QStringLiteral("critical");
    case QtFatalMsg:
        break;
    }
    return QStringLiteral("fatal");
}

bool isGrave(QtMsgType type)
{
    return type == QtWarningMsg || type == QtCriticalMsg || type == QtFatalMsg;
}

void onMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const MessageLog::Sink *sink = currentSink;
    if (sink == nullptr)
        return;
    const QString category = QString::fromUtf8(context.category == nullptr ? "default" : context.category);
    sink->file.writeLine(sink->clock.wallTime().toString(Qt::ISODateWithMs) + QLatin1Char(' ')
                         + levelName(type) + QLatin1Char(' ') + category + QStringLiteral(": ") + message);
    if (isGrave(type) && sink->previous != nullptr)
        sink->previous(type, context, message);
}

} // namespace

LogFile::LogFile(QString path, qint64 largest) : m_file(path), m_largest(largest)
{
}

Result<void> LogFile::open()
{
    const QMutexLocker locker(&m_mutex);
    if (const auto prepared = ensurePrivateFile(m_file.fileName()); !prepared)
        return prepared;
    if (openForAppending())
        return {};
    return failure({.kind = Error::Kind::Storage, .message = m_file.errorString()});
}

void LogFile::writeLine(const QString &line)
{
    const QByteArray bytes = asLine(line);
    const QMutexLocker locker(&m_mutex);
    if (!m_file.isOpen())
        return;
    if (m_file.size() > 0 && m_file.size() + bytes.size() > m_largest)
        rotate();
    m_file.write(bytes);
    m_file.flush();
}

void LogFile::rotate()
{
    const QString path = m_file.fileName();
    const auto older = [&path](int i) {
        return i == 0 ? path : path + QLatin1Char('.') + QString::number(i);
    };
    m_file.close();
    QFile::remove(older(files - 1));
    for (int i = files - 1; i > 0; --i)
        QFile::rename(older(i - 1), older(i));
    // When the old one could not be moved it would grow without end.
    if (QFileInfo::exists(path))
        QFile::resize(path, 0);
    if (ensurePrivateFile(path))
        (void)openForAppending();
}

bool LogFile::openForAppending()
{
    return m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered);
}

MessageLog::MessageLog(LogFile &file, const Clock &clock) : m_sink(new Sink{file, clock, nullptr})
{
    Q_ASSERT(currentSink == nullptr);
    m_sink->previous = qInstallMessageHandler(onMessage);
    currentSink = m_sink.get();
}

MessageLog::~MessageLog()
{
    qInstallMessageHandler(m_sink->previous);
    currentSink = nullptr;
}

} // namespace Clearsky
