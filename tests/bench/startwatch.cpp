// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QCoreApplication>
#include <QEvent>
#include <QFile>

#include <ctime>

// The bench loads this into the programs whose start it measures (LD_PRELOAD), so that they are the real ones: it writes
// what was mapped at the first paint event, then the moment when that painting was over, into the file that
// CLEARSKY_BENCH_WATCH names.

namespace {

QByteArray contentOf(const char *path)
{
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

class PaintWatch final : public QObject
{
public:
    using QObject::QObject;

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && m_maps.isEmpty()) {
            m_maps = contentOf("/proc/self/maps");
            // All widgets of the window are painted before the loop comes to this.
            QCoreApplication::postEvent(this, new QEvent(QEvent::User), Qt::HighEventPriority);
        }
        return QObject::eventFilter(watched, event);
    }

protected:
    void customEvent(QEvent *) override
    {
        std::timespec now{};
        ::clock_gettime(CLOCK_MONOTONIC, &now);
        const QByteArray pages = contentOf("/proc/self/statm").split(' ').value(1);
        const QString name = qEnvironmentVariable("CLEARSKY_BENCH_WATCH");
        QFile file(name + QStringLiteral(".part"));
        if (!file.open(QIODevice::WriteOnly))
            return;
        file.write(QByteArray::number(qint64(now.tv_sec) * 1'000'000'000 + now.tv_nsec) + '\n' + pages + '\n' + m_maps);
        file.close();
        file.rename(name);
        QCoreApplication::instance()->removeEventFilter(this);
    }

private:
    QByteArray m_maps{};
};

void watch()
{
    if (qEnvironmentVariableIsEmpty("CLEARSKY_BENCH_WATCH"))
        return;
    QCoreApplication *application = QCoreApplication::instance();
    application->installEventFilter(new PaintWatch(application));
}

} // namespace

Q_COREAPP_STARTUP_FUNCTION(watch)
