"""The icons: line drawings on a grid of 20, always shown beside a word. Pure: no Django here."""

DOT = '<circle cx="10" cy="10" r="{}"/>'

ICONS: dict[str, str] = {
    "alert": '<path d="M10 3l7.6 13.6H2.4zM10 8v4M10 14.2v.2"/>',
    "book": (
        '<path d="M10 5.4c-2-1.4-4.4-1.8-7-1.4v11.4c2.6-.4 5 0 7 1.4 2-1.4 4.4-1.8 7-1.4V4'
        'c-2.6-.4-5 0-7 1.4zM10 5.4v11.4"/>'
    ),
    "check": '<path d="M3.6 10.8l4 4.2c2-4.4 4.8-7.8 8.8-10.4"/>',
    "clock": DOT.format("7.2") + '<path d="M10 5.8V10l3 2"/>',
    "eye": (
        '<path d="M2.4 10c2-3.4 4.6-5 7.6-5s5.6 1.6 7.6 5c-2 3.4-4.6 5-7.6 5s-5.6-1.6-7.6-5z"/>'
        + DOT.format("2.4")
    ),
    "key": '<circle cx="6.6" cy="10" r="3.4"/><path d="M10 10h7.4v2.8M14.4 10v2.2"/>',
    "letter": '<path d="M2.8 5h14.4v10.4H2.8zM3 5.4l7 5.6 7-5.6"/>',
    "lock": '<path d="M4.6 9h10.8v7.6H4.6zM6.8 9V6.4a3.2 3.2 0 0 1 6.4 0V9"/>',
    "paper": '<path d="M5 2.8h6.8l3.4 3.4v11H5zM11.6 3v3.4H15M7.6 10h5M7.6 13h5"/>',
    "pause": '<path d="M7 4.4v11.2M13 4.4v11.2"/>',
    "pen": '<path d="M4 16l.8-3.4L13.6 3.8l2.6 2.6-8.8 8.8L4 16zM11.8 5.6l2.6 2.6"/>',
    "people": (
        '<circle cx="7" cy="7" r="2.6"/><path d="M2.4 16.4c.4-3.4 2.2-5 4.6-5s4.2 1.6 4.6 5"/>'
        '<circle cx="14" cy="7.8" r="2.1"/><path d="M13.6 11.6c2.2-.2 3.8 1.4 4.2 4"/>'
    ),
    "phone": (
        '<path d="M5.2 3.2l2.6-.4 1.4 3.6-1.8 1.4c.8 2 2.6 3.8 4.6 4.8l1.6-1.8 3.4 1.6-.4 2.8'
        'c-5.8.8-12.2-5.8-11.4-12z"/>'
    ),
    "plus": '<path d="M10 4v12M4 10h12"/>',
    "search": '<circle cx="8.6" cy="8.6" r="5.4"/><path d="M12.6 12.6l4.6 4.6"/>',
    "target": DOT.format("7") + DOT.format("3"),
    "up": '<path d="M2.6 16h4.2M7.9 10.8h4.2M13.2 5.6h4.2"/>',
}


def drawing(name: str) -> str:
    """Draw one icon as markup of our own making, safe to show as it is.

    errors  KeyError for a name that is not in the table
    """
    return f'<svg class="icon" viewBox="0 0 20 20" aria-hidden="true">{ICONS[name]}</svg>'
