"""Read a page the way a person does: its title, heading, words, links, fields and what its error summary says."""

from html.parser import HTMLParser

from django.urls import reverse

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
WITHIN_A_LINE = {"a", "b", "code", "em", "i", "span", "strong"}


class Page(HTMLParser):
    """A response, read once."""

    def __init__(self, response) -> None:
        super().__init__(convert_charrefs=True)
        self.response, self.status = response, response.status_code
        self.html = response.content.decode()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.errors: list[tuple[str, str]] = []  # the error summary's lines: (where it leads, what it says)
        self._open: list[tuple[str, dict[str, str]]] = []
        self._said: list[str] = []
        self._title: list[str] = []
        self._heading: list[str] = []
        self._error_line: list[str] | None = None
        self._error_link = ""
        self._values: dict[str, str] = {}
        self._textarea: str | None = None
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        if tag not in WITHIN_A_LINE:
            self._said.append(" ")
        if tag not in VOID:
            self._open.append((tag, given))
        if tag == "input" and given.get("type") not in {"radio", "checkbox"}:
            self._values.setdefault(given.get("name", ""), given.get("value", ""))
        if tag == "input" and given.get("type") in {"radio", "checkbox"} and "checked" in given:
            self._values[given["name"]] = given.get("value", "on")
        if tag == "textarea":
            self._textarea = given.get("name", "")
            self._values[self._textarea] = ""
        if self._within("govuk-error-summary__list"):
            if tag == "li":
                self._error_line, self._error_link = [], ""
            elif tag == "a":
                self._error_link = given.get("href", "")

    def handle_endtag(self, tag):
        if tag not in WITHIN_A_LINE:
            self._said.append(" ")
        if tag == "li" and self._error_line is not None:
            self.errors.append((self._error_link, folded(self._error_line)))
            self._error_line = None
        if tag == "textarea" and self._textarea is not None:
            self._values[self._textarea] = self._values[self._textarea].removeprefix("\n")
            self._textarea = None
        while self._open:
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data):
        inside = {tag for tag, _ in self._open}
        if self._textarea is not None:
            self._values[self._textarea] += data
        if "title" in inside and "svg" not in inside:
            self._title.append(data)
        elif not inside & {"script", "style", "head"}:
            self._said.append(data)
        if "h1" in inside:
            self._heading.append(data)
        if self._error_line is not None:
            self._error_line.append(data)

    def _within(self, class_name: str) -> bool:
        return any(class_name in given.get("class", "").split() for _, given in self._open)

    @property
    def title(self) -> str:
        """What the browser's tab says."""
        return folded(self._title)

    @property
    def heading(self) -> str:
        """The page's h1."""
        return folded(self._heading)

    @property
    def words(self) -> str:
        """Everything that can be read on it."""
        return folded(self._said)

    @property
    def ids(self) -> set[str]:
        """The id of every element."""
        return {given["id"] for _, given in self.elements if given.get("id")}

    @property
    def links(self) -> list[str]:
        """Where its links lead."""
        return [given["href"] for tag, given in self.elements if tag == "a" and "href" in given]

    @property
    def acts(self) -> list[str]:
        """Where its forms are sent that name an address."""
        return [given["action"] for tag, given in self.elements if tag == "form" and given.get("action")]

    @property
    def problems(self) -> list[str]:
        """The sentences of the error summary."""
        return [said for _, said in self.errors]

    def value(self, name: str) -> str:
        """What stands in a field."""
        return self._values[name]

    def has_field(self, name: str) -> bool:
        """Whether the page asks for this."""
        return any(given.get("name") == name for _, given in self.elements)

    def choices(self, name: str) -> list[str]:
        """The values of a set of radios or checkboxes."""
        return [given["value"] for tag, given in self.elements if tag == "input" and given.get("name") == name]


def folded(said: list[str]) -> str:
    """The words with their white space folded."""
    return " ".join("".join(said).split())


def get(client, name: str, /, *args, **query) -> Page:
    """Open a page."""
    return Page(client.get(reverse(name, args=args), query))


def post(client, name: str, /, *args, **data) -> Page:
    """Send a form, with its token as every browser does, and read what comes back: a page or a redirect."""
    return Page(client.post(reverse(name, args=args), {"csrfmiddlewaretoken": "from the page", **data}))


def leads_to(page: Page, name: str, *args) -> bool:
    """Whether the answer sends the browser to this page."""
    assert page.status == 302, f"the form was not taken: {page.problems or page.words[:300]}"
    return page.response["Location"] == reverse(name, args=args)


def refuses(page: Page, sentence: str, field: str = "", status: int = 200) -> None:
    """The page says the sentence in its summary, begins its title with "Error:" and leads to the field."""
    assert page.status == status, page.words[:300]
    assert page.title.startswith("Error: "), page.title
    where = [href for href, said in page.errors if sentence in said]
    assert where, f"“{sentence}” is not among {page.problems}"
    for href, _ in page.errors:
        assert not href or href.removeprefix("#") in page.ids, f"{href} leads nowhere"
    if field:
        reached = where[0].removeprefix("#")
        names = {given.get("name") for _, given in page.elements if given.get("id") == reached}
        assert names == {field}, f"the summary leads to {reached or 'nothing'}, not to {field}"


def day(name: str, number, month, year) -> dict[str, str]:
    """A date as it is typed, in three boxes."""
    return {f"{name}_day": str(number), f"{name}_month": str(month), f"{name}_year": str(year)}
