"""News of a small made-up archive: the same for the same seed."""
import datetime
import json
import random

CITIES = ["Oslo", "Nairobi", "Lima", "Manila", "Kyiv", "Accra", "Hanoi", "Quito", "Riga", "Amman"]
STATES = ["France", "Kenya", "Peru", "Japan", "Ghana", "Turkey", "Egypt", "Chile", "India", "Canada"]
TELLINGS = [
    "Police in {city} arrested {n} protesters on {day}, officials said. The crowd had blocked a road.",
    "The foreign ministers of {a} and {b} met in {city} on {day} to discuss trade. They agreed to meet again next month.",
    "{a} condemned {b} on {day} for closing the border near {city}.",
    "Gunmen killed {n} people in an attack on a market in {city} on {day}, police said.",
    "{a} imposed sanctions on {b} on {day}. The government of {b} rejected the accusations.",
    "Thousands of workers marched through {city} on {day} to demand higher pay.",
]


def documents(count, seed=1):
    """Dicts as a JSON line of khaldun holds them; every seventh tells again what an earlier one told."""
    rng, told = random.Random(seed), []
    first = datetime.date(2019, 3, 1)
    for i in range(count):
        if i % 7 == 6:
            old = rng.choice(told[-20:])
            told.append(dict(old, id=f"a{i}", text="Reports from the region. " + old["text"]))
            continue
        day = first + datetime.timedelta(days=i // 8)
        a, b = rng.sample(STATES, 2)
        text = rng.choice(TELLINGS).format(city=rng.choice(CITIES), a=a, b=b, n=rng.randint(2, 90), day=day.strftime("%A"))
        told.append({"id": f"a{i}", "title": "", "text": text, "published": day.isoformat()})
    return told


def write(path, docs):
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(d) + "\n" for d in docs)
