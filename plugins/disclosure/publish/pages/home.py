"""The home page: five columns with counts and the newest, domains, interpretations."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.model.openness import Openness
from disclosure.publish.frame import framed
from disclosure.publish.links import Links
from disclosure.publish.output import Page
from disclosure.relate.site import Site, newest_first
from disclosure.relate.topics import by_category, by_domain, newest_documents

NEWEST = 5
IN_A_COLUMN = 3
ABOUT = {
    Openness.DECISION: "正在商量和已经定下的事：规划、征求意见、会议、政策文件",
    Openness.EXECUTION: "定下的事办到哪一步：工作部署、资金安排、项目进展",
    Openness.MANAGEMENT: "谁在管、怎么管：机构职能、权责清单、执法检查",
    Openness.SERVICE: "怎么办事：办理条件、材料、流程、地点、电话",
    Openness.RESULT: "办成了什么：名单、决定、决算、考核结果",
}
"""What each category means to a citizen."""


def home(site: Site) -> Iterator[Page]:
    """Yield the home page."""
    links = Links(site, "")
    categories = by_category(site)
    domains = by_domain(site)
    newest = sorted(site.interpretations.values(), key=newest_first)[:NEWEST]
    view = {
        "columns": [
            {
                "text": category.value,
                "slug": category.slug,
                "about": ABOUT[category],
                "href": links.to(f"openness/{category.slug}/"),
                "count": len(documents),
                "rows": links.rows(documents[:IN_A_COLUMN]),
            }
            for category, documents in categories.items()
        ],
        "domains": [
            links.record(domain) | {"count": len(domains.get(key, ()))} for key, domain in site.domains.items()
        ],
        "newest": links.rows(newest_documents(site)[:NEWEST]),
        "latest": links.to("latest/"),
        "interpretations": links.rows(newest),
        "counts": [
            ["公开事项", len(site.items), links.to("items/")],
            ["公开信息", len(site.documents), links.to("lists/all/")],
            ["政策解读", len(site.interpretations), links.to("interpretations/")],
            ["政策问答", len(site.questions), links.to("questions/")],
            ["公开机构", len(site.agencies), links.to("agencies/")],
        ],
    }
    description = f"{site.county.government}政府信息公开：{'、'.join(category.value for category in Openness)}"
    yield framed(site, "", "pages/home.html", "政府信息公开", view, column="政府信息公开", description=description)
