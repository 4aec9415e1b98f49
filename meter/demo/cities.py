"""Twenty-four invented cities; none of them exists, and each says so."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class SampleCity:
    """An invented city: what it is, and how it would answer.

    Attributes:
        maturity: the middle of its answers, 0 (nothing yet) to 1 (all routine).
        leans: what lifts or lowers it from there, by section key or tag, in the
            same unit.
        progress: the share of the questionnaire that it has answered; 1 has
            submitted, 0 has not opened its invitation.
        not_applicable: the share of items that do not apply to it.
    """

    name: str
    country: str
    region: str
    income: str
    population: int
    maturity: float
    leans: dict[str, float] = field(default_factory=dict)
    progress: float = 1
    not_applicable: float = 0.01

    @property
    def title(self) -> str:
        """The name with the word that says it is invented."""
        return f"{self.name} (sample)"


ASIA, AFRICA, EUROPE = "asia", "africa", "europe"
LATIN, NORTH, OCEANIA = "latin_america", "northern_america", "oceania"
LOW, LOWER, UPPER, HIGH = "low", "lower_middle", "upper_middle", "high"

CITIES = (
    SampleCity("Marenda", "Ostavia", EUROPE, HIGH, 1_240_000, 0.90),
    SampleCity("Hallowick", "Ostavia", EUROPE, HIGH, 310_000, 0.80, {"visible": 0.12}),
    SampleCity("Sejong-ri", "Danhae", ASIA, HIGH, 2_600_000, 0.93, {"legal": -0.08}),
    SampleCity("Baeksan", "Danhae", ASIA, HIGH, 480_000, 0.78),
    SampleCity("Port Merrow", "Kaloa", OCEANIA, UPPER, 92_000, 0.55, {"legal": 0.15}),
    SampleCity("Tavua Bay", "Kaloa", OCEANIA, LOWER, 38_000, 0.24, {}, 1, 0.06),
    SampleCity("Nuevo Ciprés", "Altamira", LATIN, UPPER, 870_000, 0.62),
    SampleCity("San Telmo", "Altamira", LATIN, UPPER, 145_000, 0.47, {"front": 0.2}),
    SampleCity("Río Manso", "Altamira", LATIN, LOWER, 61_000, 0.30),
    SampleCity(
        "Qasr al-Nur", "Zahira", ASIA, HIGH, 1_900_000, 0.66, {"technology": 0.25}
    ),
    SampleCity("Wadi Salam", "Zahira", ASIA, UPPER, 240_000, 0.45, {"technology": 0.3}),
    SampleCity("Bir Tamra", "Zahira", ASIA, LOWER, 54_000, 0.19, {}, 1, 0.04),
    SampleCity("Kisanji", "Mbele", AFRICA, LOWER, 1_100_000, 0.42, {"policy": 0.15}),
    SampleCity("Lukuru", "Mbele", AFRICA, LOW, 220_000, 0.16, {"commitment": 0.2}),
    SampleCity("Adoma", "Sankara Coast", AFRICA, LOWER, 640_000, 0.37, {"tool": 0.2}),
    SampleCity("Tindé", "Sankara Coast", AFRICA, LOW, 73_000, 0.02, {}, 1, 0.08),
    SampleCity(
        "Phumarath", "Sovann", ASIA, LOWER, 520_000, 0.34, {"organization": -0.1}
    ),
    SampleCity("Batu Hijau", "Nusara", ASIA, LOWER, 1_450_000, 0.52, {"glue": -0.15}),
    SampleCity("Danau Biru", "Nusara", ASIA, LOWER, 98_000, 0.27),
    SampleCity("Fort Alder", "Columbard", NORTH, HIGH, 415_000, 0.73, {"back": 0.08}),
    SampleCity("Lake Osier", "Columbard", NORTH, HIGH, 66_000, 0.58, {}, 0.97),
    SampleCity("Kharagai", "Temür", ASIA, UPPER, 330_000, 0.44, {}, 0.5),
    SampleCity("Ostrivka", "Verhyn", EUROPE, UPPER, 187_000, 0.50, {}, 0.22),
    SampleCity("Monte Sereno", "Altamira", LATIN, UPPER, 29_000, 0.35, {}, 0),
)
