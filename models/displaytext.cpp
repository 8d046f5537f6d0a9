// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/displaytext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 minute = 60;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;

/// Without a locale of the user's, figures are written as the source text is: in English.
QLocale displayLocale()
{
    const QLocale locale;
    return locale.language() == QLocale::C ? QLocale(QLocale::English, QLocale::UnitedStates) : locale;
}

/// Drawn as nothing although the category says letter or mark.
bool isBlankLetter(char32_t c)
{
    return c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x034F || c == 0x17B4 || c == 0x17B5
        || (c >= 0x180B && c <= 0x180F);
}

bool needsEscape(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return isBlankLetter(c);
    }
}

QString escaped(char32_t c)
{
    switch (c) {
    case U'\n': return u"\\n"_s;
    case U'\r': return u"\\r"_s;
    case U'\t': return u"\\t"_s;
    default: return u"\\u{%1}"_s.arg(QString::number(static_cast<uint>(c), 16).toUpper().rightJustified(4, u'0'));
    }
}

QString cleaned(const QString &text, qsizetype maxLength, bool keepLines)
{
    QString out;
    out.reserve(std::min(text.size(), maxLength) + 8);
    for (qsizetype i = 0; i < text.size();) {
        char32_t c = text.at(i).unicode();
        qsizetype width = 1;
        if (text.at(i).isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            c = QChar::surrogateToUcs4(text.at(i), text.at(i + 1));
            width = 2;
        }
        const bool keep = !needsEscape(c) || (keepLines && (c == U'\n' || c == U'\t'));
        const QString part = keep ? text.mid(i, width) : escaped(c);
        if (out.size() + part.size() > maxLength)
            return out + u'…';
        out += part;
        i += width;
    }
    return out;
}

} // namespace

QString visibleText(const QString &text, qsizetype maxLength)
{
    const auto harmless = [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7F; };
    if (text.size() <= maxLength && std::all_of(text.cbegin(), text.cend(), harmless))
        return text;
    return cleaned(text, maxLength, false);
}

QString visibleLines(const QString &text, qsizetype maxLength)
{
    return cleaned(text, maxLength, true);
}

QString plainToolTip(const QString &text)
{
    if (text.isEmpty())
        return {};
    return u"<qt>%1</qt>"_s.arg(visibleText(text).toHtmlEscaped());
}

int naturalCompare(const QString &left, const QString &right)
{
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    const auto runEnd = [&isDigit](const QString &text, qsizetype from) {
        while (from < text.size() && isDigit(text.at(from)))
            ++from;
        return from;
    };
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < left.size() && j < right.size()) {
        if (isDigit(left.at(i)) && isDigit(right.at(j))) {
            const qsizetype endI = runEnd(left, i);
            const qsizetype endJ = runEnd(right, j);
            while (i < endI - 1 && left.at(i) == u'0')
                ++i;
            while (j < endJ - 1 && right.at(j) == u'0')
                ++j;
            if (endI - i != endJ - j)
                return endI - i < endJ - j ? -1 : 1;
            for (; i < endI; ++i, ++j) {
                if (left.at(i) != right.at(j))
                    return left.at(i) < right.at(j) ? -1 : 1;
            }
            continue;
        }
        const QChar a = left.at(i++).toCaseFolded();
        const QChar b = right.at(j++).toCaseFolded();
        if (a != b)
            return a < b ? -1 : 1;
    }
    const qsizetype restLeft = left.size() - i;
    const qsizetype restRight = right.size() - j;
    return restLeft == restRight ? 0 : restLeft < restRight ? -1 : 1;
}

QString countText(qint64 count)
{
    return displayLocale().toString(count);
}

QString sizeText(qint64 bytes)
{
    if (bytes < 0)
        return {};
    constexpr qint64 kibi = 1024;
    const bool whole = bytes < kibi || bytes % (kibi * kibi * kibi) == 0;
    return displayLocale().formattedDataSize(bytes, whole ? 0 : 1, QLocale::DataSizeIecFormat);
}

QString ageText(const QDateTime &from, const QDateTime &now)
{
    if (!from.isValid() || !now.isValid())
        return {};
    const qint64 seconds = std::max<qint64>(0, from.secsTo(now));
    if (seconds >= day)
        return QCoreApplication::translate("DisplayText", "%1 d", "age in days").arg(countText(seconds / day));
    if (seconds >= hour)
        return QCoreApplication::translate("DisplayText", "%1 h", "age in hours").arg(seconds / hour);
    return QCoreApplication::translate("DisplayText", "%1 min", "age in minutes").arg(seconds / minute);
}

QString agoText(const QDateTime &from, const QDateTime &now)
{
    if (!from.isValid() || !now.isValid())
        return {};
    if (from.secsTo(now) < minute)
        return QCoreApplication::translate("DisplayText", "just now");
    return QCoreApplication::translate("DisplayText", "%1 ago", "%1 is an age such as 2 min").arg(ageText(from, now));
}

QString timeText(const QDateTime &time)
{
    if (!time.isValid())
        return {};
    const QString format = u"yyyy-MM-dd HH:mm"_s;
    const QDateTime utc = time.toUTC();
    const QDateTime local = time.toLocalTime();
    const QString text = utc.toString(format) + u" UTC"_s;
    if (local.offsetFromUtc() == 0)
        return text;
    return QCoreApplication::translate("DisplayText", "%1 (%2 local time)").arg(text, local.toString(format));
}

QString clockText(const QDateTime &time)
{
    return time.isValid() ? time.toLocalTime().toString(u"HH:mm"_s) : QString();
}

} // namespace Clearsky
