// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/accountwizard/providerpage.h"

#include "models/displaytext.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/icons.h"
#include "ui/metrics.h"

#include <QListWidget>
#include <QPainter>
#include <QVBoxLayout>
#include <QWizard>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int hintRole = Qt::UserRole + 1;

/// Icon, name, and below it how one signs in.
class ProviderDelegate final : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem item = option;
        initStyleOption(&item, index);
        paintGround(painter, item);
        const int line = item.fontMetrics.height();
        QRect room = item.rect.adjusted(2 * padding(item), 0, -2 * padding(item), 0);
        const QRect place = QStyle::alignedRect(item.direction, Qt::AlignLeft | Qt::AlignVCenter, {2 * line, 2 * line}, room);
        item.icon.paint(painter, place);
        room.adjust(item.direction == Qt::RightToLeft ? 0 : 3 * line, 0, item.direction == Qt::RightToLeft ? -3 * line : 0, 0);
        const int side = static_cast<int>(QStyle::visualAlignment(item.direction, Qt::AlignLeft));
        painter->save();
        painter->setFont(headingFont(item.font));
        painter->setPen(semanticColor(item.palette, ColorRole::Text));
        painter->drawText(room.adjusted(0, 0, 0, -room.height() / 2), side | Qt::AlignBottom, item.text);
        painter->setFont(item.font);
        painter->setPen(semanticColor(item.palette, item.state.testFlag(QStyle::State_Selected) ? ColorRole::Text
                                                                                               : ColorRole::Muted));
        painter->drawText(room.adjusted(0, room.height() / 2, 0, 0), side | Qt::AlignTop, index.data(hintRole).toString());
        painter->restore();
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        Q_UNUSED(index)
        return {0, option.fontMetrics.height() * 7 / 2};
    }
};

QString hintOf(const Provider &provider)
{
    QStringList methods;
    const QList<SignInMethod> all = provider.signInMethods();
    for (const SignInMethod &method : all)
        methods.append(visibleText(method.title));
    return methods.isEmpty() ? ProviderPage::tr("Made up on this computer: nothing to sign in to, nothing real to lose")
                             : methods.join(u" · ");
}

} // namespace

ProviderPage::ProviderPage(const Registry &registry, AccountDraft &draft, QWidget *parent)
    : WizardStep(parent)
    , m_draft(draft)
    , m_list(new QListWidget(this))
{
    setTitle(tr("Provider"));
    setSubTitle(tr("Where are the resources?"));
    m_list->setObjectName(u"provider"_s);
    m_list->setAccessibleName(tr("Provider"));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new ProviderDelegate(m_list));
    for (const auto &provider : registry.providers()) {
        auto *item = new QListWidgetItem(visibleText(provider->title()), m_list);
        const bool practice = provider->id() == practiceProviderId;
        item->setIcon(icon(practice ? u"sparkles"_s : u"cloud"_s, ColorRole::Accent));
        item->setData(Qt::UserRole, provider->id());
        item->setData(hintRole, hintOf(*provider));
    }
    if (m_list->count() > 0)
        m_list->setCurrentRow(0);
    connect(m_list, &QListWidget::currentRowChanged, this, &ProviderPage::completeChanged);
    connect(m_list, &QListWidget::itemActivated, this, [this] { wizard()->next(); });
    auto *column = new QVBoxLayout(this);
    column->setSpacing(space(*this, 2));
    column->addWidget(m_list);
}

QString ProviderPage::chosen() const
{
    const QListWidgetItem *item = m_list->currentItem();
    return item ? item->data(Qt::UserRole).toString() : QString();
}

QString ProviderPage::problem() const
{
    return chosen().isEmpty() ? tr("Choose a provider.") : QString();
}

bool ProviderPage::validatePage()
{
    if (m_draft.account.providerId != chosen()) {
        m_draft.account = {.providerId = chosen()};
        m_draft.entered = {};
    }
    return true;
}

} // namespace Clearsky
