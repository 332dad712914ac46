"""Recompute a published draw with nothing but Python: python verifier.py draw.json [SHA-256]

The second word is the hash of the announcement as it was published before the date. Ends with 0
when all is the same, 1 when something differs, 2 when the file cannot be verified.
"""

# mypy: ignore-errors
# Meant to be read by outsiders in one go: no types, nothing imported from elsewhere.
import hashlib
import hmac
import json
import sys
from collections import Counter
from functools import partial


def canonical(data):
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256(data):
    return hashlib.sha256(data).digest()


def encode(values):  # RFC 3797, section 4
    parts = (v + "." if isinstance(v, str) else "".join(f"{n}." for n in sorted(v)) for v in values)
    return "".join(part + "/" for part in parts).encode()


def vrs(code, seed, kind, ids):  # RFC 5869: extract with the code as salt, expand over the label
    key, start = hmac.digest(code, seed, "sha256"), "\n".join([*kind, ""])
    return {i: hmac.digest(key, (start + i).encode() + b"\1", "sha256").hex() for i in ids}


def rfc3797(_code, seed, kind, ids):  # the place of each in the sorted list
    seed += sha256("\n".join(kind).encode()).hex().upper().encode() + b"./" if kind[1:] else b""
    left, places = sorted(ids), {}
    for i in range(len(left)):
        number = hashlib.md5(i.to_bytes(2, "big") + seed + i.to_bytes(2, "big")).digest()
        places[left.pop(int.from_bytes(number, "big") % len(left))] = f"{i + 1:05d}"
    return places


def barred(inspector, target, out):  # the rule that keeps an inspector from a target
    withdrawn = {"inspector": inspector["id"]}
    if withdrawn in out or {**withdrawn, "target": target["id"]} in out:
        return "withdrawn"
    return "recused" if target["owner"] in inspector["recused"] else None


def serving(pool, target):  # they alone are in the order of a target
    return [i for i in pool["inspectors"] if target["district"] in i["districts"]]


def choose(pool, places, free, out, wanted):  # from the top of each stratum
    chosen, skipped, quota = [], [], []
    for stratum in sorted(wanted):
        mine, count = [t for t in free if t["stratum"] == stratum], 0
        for t in sorted(mine, key=lambda t: places[t["id"]]):
            if count == wanted[stratum]:
                break
            able = sum(not barred(i, t, out) for i in serving(pool, t))
            if able >= pool.get("per_target", 2):
                chosen, count = [*chosen, t["id"]], count + 1
            else:
                new = {"target": t["id"], "order": places[t["id"]], "reason": "too_few_inspectors"}
                skipped.append(new)
        quota.append(dict(stratum=stratum, of=len(mine), asked=wanted[stratum], taken=count))
    return chosen, skipped, quota


def pair(pool, work, load, cap):  # work: [(entry, [(value, inspector, bar)])]; None at a dead end
    chosen, skipped, load = [], [], Counter(load)
    for entry, queue in work:
        there = list(entry["inspectors"])
        for value, i, bar in queue:
            if len(there) == pool.get("per_target", 2):
                break
            reason = bar or ("cap" if load[i] >= cap else None)
            if reason:
                new = {"target": entry["target"], "order": value, "reason": reason, "inspector": i}
                skipped.append(new)
            else:
                there, load[i] = [*there, {"id": i, "order": value}], load[i] + 1
        if len(there) < pool.get("per_target", 2):
            return None
        chosen.append({**entry, "inspectors": there})
    return chosen, skipped


def run(pool, order, standing, out, wanted, again):
    """One round. `order(kind, ids)` gives values to sort by; `standing`: target -> its entry;
    `out`: withdrawals; `wanted`: stratum -> number; `again`: targets that lack an inspector."""
    targets = {t["id"]: t for t in pool["targets"]}
    places = order(["target"], targets)
    free = [t for i, t in targets.items() if i not in standing and {"target": i} not in out]
    chosen, skipped, quota = choose(pool, places, free, out, wanted)
    work = []
    for t in sorted([*chosen, *again], key=places.get):
        new = {"target": t, "stratum": targets[t]["stratum"], "order": places[t], "inspectors": []}
        entry, able = standing.get(t, new), {i["id"]: i for i in serving(pool, targets[t])}
        values, here = order(["inspector", t], able), {i["id"] for i in entry["inspectors"]}
        bars = {i: barred(able[i], targets[t], out) for i in able.keys() - here}
        work.append((entry, sorted((values[i], i, bars[i]) for i in bars)))
    load = Counter(i["id"] for entry in standing.values() for i in entry["inspectors"])
    for cap in range(pool["cap"], pool["cap"] + len(targets) + 1):  # raised by one at a dead end
        if found := pair(pool, work, load, cap):
            return {"cap": cap, "chosen": found[0], "skipped": skipped + found[1], "quota": quota}
    raise ValueError("too few inspectors")


def differs(ours, theirs, path):
    """Where two results first differ, as a path; empty when nowhere."""
    if type(ours) is not type(theirs) or not isinstance(ours, dict | list):
        return "" if type(ours) is type(theirs) and ours == theirs else path
    if len(ours) != len(theirs) or (isinstance(ours, dict) and ours.keys() != theirs.keys()):
        return path
    steps = sorted(ours) if isinstance(ours, dict) else range(len(ours))
    return next(filter(None, (differs(ours[s], theirs[s], f"{path}/{s}") for s in steps)), "")


def wanted_of(pool):  # how many of each stratum; a share is rounded up
    sizes = Counter(t["stratum"] for t in pool["targets"])
    return {
        stratum: -(-sizes[stratum] * q["basis_points"] // 10000) if isinstance(q, dict) else q
        for stratum, q in pool["quota"].items()
    }


def withdraw(standing, left):
    """What stands without a withdrawal, and what makes it good: `wanted` and `again` of a round."""
    if "inspector" not in left:
        after = {t: entry for t, entry in standing.items() if t != left["target"]}
        return after, {standing[left["target"]]["stratum"]: 1}, []
    after, again = dict(standing), []
    for t, entry in standing.items():
        kept = [i for i in entry["inspectors"] if i["id"] != left["inspector"]]
        if kept != entry["inspectors"] and left.get("target", t) == t:
            after[t] = {**entry, "inspectors": kept}
            again.append(t)
    return after, {}, again


def bound(code, times):
    for _ in range(times):
        code = sha256(code)
    return code.hex()


def verify(file, published=""):
    """What is wrong with a draw file, as paths into it; empty when all is as it should be."""
    said, pool, wrong = file["announcement"], file["pool"], []
    seed, method = encode(file["values"]), {"vrs": vrs, "rfc3797": rfc3797}[said["method"]]
    if published and sha256(canonical(said)).hex() != published.lower():
        wrong.append("announcement")
    if sha256(canonical(pool)).hex() != said["pool_sha256"]:
        wrong.append("pool")
    standing, out = {}, []
    for at, done in enumerate([file, *file["substitutions"]]):
        path, code = f"substitutions/{at - 1}/" if at else "", bytes.fromhex(done["code"])
        if method is vrs and bound(code, at + 1) != said["commit"]:
            wrong.append(path + "code")
        wanted, again = wanted_of(pool), []
        if at:
            out = [*out, done["withdrawn"]]
            standing, wanted, again = withdraw(standing, done["withdrawn"])
        result = run(pool, partial(method, code, seed), standing, out, wanted, again)
        if found := differs(result, done["result"], path + "result"):
            wrong.append(found)
        standing = standing | {entry["target"]: entry for entry in result["chosen"]}
    return wrong


def main(words):
    try:
        with open(words[0], encoding="utf-8") as text:
            file = json.load(text)
        wrong = verify(file, *words[1:2])
        print("announcement SHA-256", sha256(canonical(file["announcement"])).hex())
    except (OSError, LookupError, TypeError, ValueError, AttributeError) as error:
        print(f"cannot be verified: {error!r}")
        return 2
    print("\n".join(f"differs: {one}" for one in wrong) or "the same result")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
