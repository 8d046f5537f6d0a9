// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/goldenfile.h"

#include <QFile>
#include <QRegularExpression>

namespace Clearsky {

namespace {

const QString separator = QStringLiteral(" | ");

QString keyOf(const QString &caseName, const QString &kind)
{
    return caseName + separator + kind;
}

} // namespace

GoldenFile::GoldenFile(QString path)
    : m_path(std::move(path)), m_updating(qEnvironmentVariableIntValue("CLEARSKY_UPDATE_SENTENCES") == 1)
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        if (line.startsWith(u'#'))
            m_comments.append(line);
        else
            m_expected.insert(line.section(separator, 0, 1), line.section(separator, 2));
    }
}

QString GoldenFile::compare(const QString &caseName, const QString &kind, const QString &sentence)
{
    const QString key = keyOf(caseName, kind);
    if (!m_seen.contains(key))
        m_seen.append(key);
    m_sentences.insert(key, sentence);
    if (m_updating || m_expected.value(key) == sentence)
        return {};
    return QStringLiteral("%1\n   is: %2\nwants: %3")
        .arg(key, sentence, m_expected.value(key, QStringLiteral("(no line)")));
}

QStringList GoldenFile::unused() const
{
    QStringList keys;
    for (auto it = m_expected.cbegin(); it != m_expected.cend(); ++it) {
        if (!m_sentences.contains(it.key()))
            keys.append(it.key());
    }
    return m_updating ? QStringList() : keys;
}

bool GoldenFile::save() const
{
    if (!m_updating)
        return true;
    QFile file(m_path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return false;
    QString text = m_comments.join(u'\n') + u'\n';
    QString lastCase;
    for (const QString &key : m_seen) {
        const QString caseName = key.section(separator, 0, 0);
        text += caseName == lastCase ? QString() : QStringLiteral("\n");
        lastCase = caseName;
        text += key + separator + m_sentences.value(key) + u'\n';
    }
    return file.write(text.toUtf8()) >= 0;
}

QString withPlaceholders(QString sentence)
{
    static const QRegularExpression port(QStringLiteral("(127\\.0\\.0\\.1):\\d+"));
    static const QRegularExpression stamp(QStringLiteral("\\d{8}T\\d{6}Z"));
    return sentence.replace(port, QStringLiteral("\\1:<port>")).replace(stamp, QStringLiteral("<time>"));
}

} // namespace Clearsky
