"""Who and what the law speaks of: verdicts, subjects of a case, those bound and those competent.

The names follow the glossary of the two sources; `named` gives them in both languages.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum

from .conditions import Text


class Verdict(IntEnum):
    """The answer of a duty for one case."""

    NOT_APPLICABLE = 0
    SATISFIED = 1
    BREACHED = 2
    UNKNOWN = 3


class Subject(StrEnum):
    """What one case of a rule is about."""

    BUILDING = "building"
    BUILDING_YEAR = "building_year"
    SUPPLIER = "supplier"
    PLOT = "plot"
    PROJECT = "project"
    CHAPTER = "chapter"
    """The green chapter of one project at one stage (Article 13)."""
    PROCUREMENT = "procurement"
    """One service tendered or entrusted for one project (Article 14)."""
    ENGAGEMENT = "engagement"
    """One designer's, contractor's or supervisor's work on one project."""
    EVALUATION = "evaluation"
    """One conformity assessment with its report (Article 15)."""
    HANDOVER = "handover"
    SALE = "sale"
    AIR_SAMPLE = "air_sample"
    """One pollutant measured in one room (Articles 17, 34)."""
    SOUND_TEST = "sound_test"
    """One element of one dwelling under one sound criterion (Article 35)."""
    BATCH = "batch"
    """One lot of components or materials on one site (Article 43)."""
    DEMOLITION = "demolition"
    AUTHORITY = "authority"
    """One authority in one year: what the law asks of the authorities themselves."""


class Bearer(StrEnum):
    """Who is bound. The names follow the regulation's own parties."""

    OWNER = "owner"
    RIGHT_HOLDER = "right_holder"
    USER = "user"
    PROPERTY_COMPANY = "property_company"
    UTILITY = "utility"
    DEVELOPER = "developer"
    CONSULTANT = "consultant"
    DESIGNER = "designer"
    CONTRACTOR = "contractor"
    SUPERVISOR = "supervisor"
    EVALUATOR = "evaluator"
    DRAWING_REVIEWER = "drawing_reviewer"
    REAL_ESTATE_DEVELOPER = "real_estate_developer"
    FRANCHISED_OPERATOR = "franchised_operator"
    SERVICE_PROVIDER = "service_provider"
    OPERATOR = "operator"
    PRODUCER = "producer"
    LABORATORY = "laboratory"
    LABEL_AGENCY = "label_agency"
    BUYER = "buyer"
    PERSON = "person"
    AUTHORITY = "authority"
    """An authority itself; the rule's `authorities` say which."""


class Authority(StrEnum):
    """Who is competent: decides, orders correction, imposes the fine, keeps the list."""

    MUNICIPAL_HOUSING = "municipal_housing"
    DISTRICT_HOUSING = "district_housing"
    MUNICIPAL_GOVERNMENT = "municipal_government"
    DISTRICT_GOVERNMENT = "district_government"
    MUNICIPAL_PLANNING = "municipal_planning"
    DISTRICT_PLANNING = "district_planning"
    MUNICIPAL_ECOLOGY = "municipal_ecology"
    MUNICIPAL_MARKET = "municipal_market"
    DISTRICT_MARKET = "district_market"
    MUNICIPAL_FINANCE = "municipal_finance"
    DISTRICT_FINANCE = "district_finance"
    MUNICIPAL_INDUSTRY = "municipal_industry"
    DRAWING_REVIEW = "drawing_review"
    LICENSING = "licensing"
    """Whoever granted the qualification, and may lower or revoke it."""
    ACCREDITATION = "accreditation"
    """Whoever recognises evaluation agencies, and may cancel that."""
    DEPARTMENTS = "departments"
    """Every department within its remit."""


_SUBJECTS = {
    Subject.BUILDING: Text("建筑", "buildings"),
    Subject.BUILDING_YEAR: Text("建筑年度", "buildings by year"),
    Subject.SUPPLIER: Text("供能供水单位", "suppliers of energy and water"),
    Subject.PLOT: Text("地块", "plots"),
    Subject.PROJECT: Text("建设项目", "construction projects"),
    Subject.CHAPTER: Text("绿色专篇", "green chapters"),
    Subject.PROCUREMENT: Text("招标与委托", "tenders and commissions"),
    Subject.ENGAGEMENT: Text("参建任务", "engagements"),
    Subject.EVALUATION: Text("符合性评估", "conformity assessments"),
    Subject.HANDOVER: Text("交付", "handovers"),
    Subject.SALE: Text("房屋销售", "house sales"),
    Subject.AIR_SAMPLE: Text("空气检测", "air samples"),
    Subject.SOUND_TEST: Text("隔声检测", "sound tests"),
    Subject.BATCH: Text("部品部件与材料批次", "lots of components and materials"),
    Subject.DEMOLITION: Text("拆除工程", "demolitions"),
    Subject.AUTHORITY: Text("主管部门年度职责", "authorities by year"),
}
_BEARERS = {
    Bearer.OWNER: Text("建筑物所有权人", "owner"),
    Bearer.RIGHT_HOLDER: Text("使用权人", "holder of the right of use"),
    Bearer.USER: Text("使用人", "user"),
    Bearer.PROPERTY_COMPANY: Text("物业服务企业", "property company"),
    Bearer.UTILITY: Text("供能供水单位", "supplier of energy or water"),
    Bearer.DEVELOPER: Text("建设单位", "development party"),
    Bearer.CONSULTANT: Text("咨询单位", "consultant"),
    Bearer.DESIGNER: Text("设计单位", "designer"),
    Bearer.CONTRACTOR: Text("施工单位", "contractor"),
    Bearer.SUPERVISOR: Text("监理单位", "supervision party"),
    Bearer.EVALUATOR: Text("第三方评估机构", "third-party evaluation agency"),
    Bearer.DRAWING_REVIEWER: Text("施工图审查机构", "drawing review office"),
    Bearer.REAL_ESTATE_DEVELOPER: Text("房地产开发企业", "real-estate developer"),
    Bearer.FRANCHISED_OPERATOR: Text("专营单位", "franchised operator"),
    Bearer.SERVICE_PROVIDER: Text("专业服务单位", "professional service provider"),
    Bearer.OPERATOR: Text("运营单位", "operator"),
    Bearer.PRODUCER: Text("部品部件生产企业", "producer of components"),
    Bearer.LABORATORY: Text("检测机构", "testing laboratory"),
    Bearer.LABEL_AGENCY: Text("能效测评机构", "energy-efficiency evaluation agency"),
    Bearer.BUYER: Text("购房人", "home buyer"),
    Bearer.PERSON: Text("直接负责的主管人员和其他直接责任人员", "persons directly responsible"),
    Bearer.AUTHORITY: Text("主管部门", "the authority itself"),
}
_AUTHORITIES = {
    Authority.MUNICIPAL_HOUSING: Text("市住房建设主管部门", "municipal housing authority"),
    Authority.DISTRICT_HOUSING: Text("区住房建设主管部门", "district housing authority"),
    Authority.MUNICIPAL_GOVERNMENT: Text("市人民政府", "municipal government"),
    Authority.DISTRICT_GOVERNMENT: Text("区人民政府", "district government"),
    Authority.MUNICIPAL_PLANNING: Text("市规划和自然资源部门", "municipal planning authority"),
    Authority.DISTRICT_PLANNING: Text("区规划和自然资源部门", "district planning authority"),
    Authority.MUNICIPAL_ECOLOGY: Text("市生态环境部门", "municipal ecology authority"),
    Authority.MUNICIPAL_MARKET: Text("市市场监管部门", "municipal market supervision"),
    Authority.DISTRICT_MARKET: Text("区市场监管部门", "district market supervision"),
    Authority.MUNICIPAL_FINANCE: Text("市财政部门", "municipal finance authority"),
    Authority.DISTRICT_FINANCE: Text("区财政部门", "district finance authority"),
    Authority.MUNICIPAL_INDUSTRY: Text("市工业和信息化部门", "municipal industry authority"),
    Authority.DRAWING_REVIEW: Text("施工图审查机构", "drawing review office"),
    Authority.LICENSING: Text("颁发资质证书的部门", "the body that granted the qualification"),
    Authority.ACCREDITATION: Text("负责资质认定的部门", "the body that accredits evaluators"),
    Authority.DEPARTMENTS: Text("各相关部门", "every department within its remit"),
}


def named(party: Subject | Bearer | Authority) -> Text:
    """The name of a subject, of those bound or of an authority, in both languages."""
    match party:
        case Subject():
            return _SUBJECTS[party]
        case Bearer():
            return _BEARERS[party]
        case Authority():
            return _AUTHORITIES[party]
