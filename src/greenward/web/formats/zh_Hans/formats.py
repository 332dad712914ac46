"""Days stand in fields as browsers exchange them (HTML, ``input type=date``): a browser shows any other
way of writing as an empty field, and sending the form would then forget the day."""

DATE_INPUT_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"]
