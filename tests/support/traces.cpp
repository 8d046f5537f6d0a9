// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/traces.h"

#include <QDirIterator>
#include <QFile>
#include <QStringEncoder>

namespace Clearsky {

namespace {

/// What base64 makes of the secret when `before` bytes stand before it in the same group of three, without the
/// characters that also depend on its neighbours.
QByteArray base64Inside(const QByteArray &secret, qsizetype before, QByteArray::Base64Options options)
{
    const QByteArray all = QByteArray(QByteArray(before, 'x') + secret).toBase64(options);
    const qsizetype first = (before * 8 + 5) / 6;
    const qsizetype end = (before + secret.size()) * 8 / 6;
    return all.mid(first, end - first);
}

} // namespace

QList<std::pair<QString, QByteArray>> Traces::forms(const QByteArray &secret)
{
    QList<std::pair<QString, QByteArray>> forms{{QStringLiteral("as it is"), secret}};
    for (qsizetype before = 0; before < 3; ++before) {
        forms.append({QStringLiteral("base64"), base64Inside(secret, before, QByteArray::Base64Encoding)});
        forms.append({QStringLiteral("base64url"), base64Inside(secret, before, QByteArray::Base64UrlEncoding)});
    }
    const QByteArray percent = secret.toPercentEncoding();
    QByteArray lower = percent;
    for (qsizetype i = 0; i + 2 < lower.size(); ++i) {
        if (lower.at(i) == '%')
            lower.replace(i + 1, 2, lower.mid(i + 1, 2).toLower());
    }
    forms.append({QStringLiteral("percent-encoded"), percent});
    forms.append({QStringLiteral("percent-encoded"), lower});
    forms.append({QStringLiteral("hexadecimal"), secret.toHex()});
    const QString text = QString::fromUtf8(secret);
    forms.append({QStringLiteral("UTF-16LE"), QStringEncoder(QStringEncoder::Utf16LE)(text)});
    forms.append({QStringLiteral("UTF-16BE"), QStringEncoder(QStringEncoder::Utf16BE)(text)});
    return forms;
}

void Traces::addSecret(const QString &name, const QByteArray &secret)
{
    m_secrets.append({name, secret});
}

QStringList Traces::in(const QByteArray &bytes, const QString &where) const
{
    QStringList found;
    for (const auto &[name, secret] : m_secrets) {
        const auto all = forms(secret);
        for (const auto &[form, pattern] : all) {
            if (bytes.contains(pattern))
                found.append(QStringLiteral("%1 (%2) in %3").arg(name, form, where));
        }
    }
    return found;
}

QStringList Traces::below(const QString &folder, const QString &exceptFolder, int &filesRead) const
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        if (path.contains(u'/' + exceptFolder + u'/'))
            continue;
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            found.append(QStringLiteral("%1 cannot be read").arg(path));
            continue;
        }
        ++filesRead;
        found += in(file.readAll(), path);
        found += in(path, QStringLiteral("the name of ") + path);
    }
    return found;
}

} // namespace Clearsky
