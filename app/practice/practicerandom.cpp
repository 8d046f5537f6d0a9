// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/practicerandom.h"

#include <QDateTime>

#include <cmath>

using namespace Qt::StringLiterals;

namespace Clearsky {
namespace {

QString fromAlphabet(PracticeRandom &random, int length, const QString &alphabet)
{
    QString text;
    for (int i = 0; i < length; ++i)
        text.append(alphabet.at(random.below(int(alphabet.size()))));
    return text;
}

const QStringList &awkwardNames()
{
    static const QStringList names{
        u"<b>bold</b> & <i>nested</i>"_s,
        u"<img src=\"file:///etc/hostname\"> <table><tr><td>x"_s,
        u"invoice-\u202Egnp.exe"_s,
        u"\u0646\u0633\u062E\u0629 \u0627\u062D\u062A\u064A\u0627\u0637\u064A\u0629 2024"_s,
        u"\U0001F680\U0001F468\u200D\U0001F469\u200D\U0001F467 release \U0001F3F3\uFE0F\u200D\U0001F308"_s,
        QString(255, u'x'),
        u"=HYPERLINK(\"http://example.invalid\",\"open\")"_s,
        u"  leading and trailing  "_s,
        u"line\nbreak\tand tab"_s,
        u"percent %1 %20 %s %n"_s,
        u"\u5FEB\u7167-\u751F\u4EA7-\u6570\u636E\u5E93"_s,
        u"&amp; &lt;not markup&gt;"_s,
        u"-rf /"_s,
        u"quote\"s 'and' \\backslashes\\"_s,
        u"Z\u0351\u036B\u0343\u036A\u0302a\u0361\u035Dlgo"_s,
    };
    return names;
}

} // namespace

quint64 PracticeRandom::next()
{
    // splitmix64
    quint64 z = (m_state += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

int PracticeRandom::below(int bound)
{
    return bound < 2 ? 0 : int(next() % quint64(bound));
}

QString PracticeRandom::uuid()
{
    const QString digits = hex(32);
    return digits.left(8) + u'-' + digits.mid(8, 4) + u"-4" + digits.mid(13, 3) + u"-a" + digits.mid(17, 3)
        + u'-' + digits.mid(20);
}

QString PracticeRandom::hex(int length)
{
    return fromAlphabet(*this, length, u"0123456789abcdef"_s);
}

QString PracticeRandom::digits(int length)
{
    return fromAlphabet(*this, 1, u"123456789"_s) + fromAlphabet(*this, length - 1, u"0123456789"_s);
}

qint64 PracticeRandom::ageMs()
{
    constexpr double least = 3 * 60 * 1000.0;
    constexpr double most = 5 * 365 * 24 * 3600 * 1000.0;
    const double share = double(next() % 1000000) / 1000000;
    return qint64(least * std::pow(most / least, share));
}

quint64 practiceHash(const QString &text)
{
    // FNV-1a
    quint64 hash = 0xcbf29ce484222325ULL;
    for (const char byte : text.toUtf8())
        hash = (hash ^ quint8(byte)) * 0x100000001b3ULL;
    return PracticeRandom(hash).next();
}

QString practiceName(PracticeRandom &random, const QString &what, int index)
{
    static const QStringList places{u"prod"_s, u"staging"_s, u"test"_s, u"dev"_s, u"demo"_s, u"shared"_s};
    static const QStringList subjects{u"db"_s,    u"web"_s,  u"mail"_s, u"billing"_s, u"build"_s, u"gold"_s,
                                      u"cache"_s, u"logs"_s, u"auth"_s, u"search"_s,  u"ml"_s,    u"erp"_s};
    constexpr int awkwardEvery = 29;
    const QString ordinary = random.pick(places) + u'-' + random.pick(subjects) + u'-' + what + u'-'
        + QString::number(index + 1).rightJustified(4, u'0');
    if (index % awkwardEvery != awkwardEvery / 2)
        return ordinary;
    return awkwardNames().at(index / awkwardEvery % awkwardNames().size());
}

QString practiceIsoTime(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(u"yyyy-MM-dd'T'HH:mm:ss'Z'"_s);
}

} // namespace Clearsky
