"""Italian: small words, words of which news is made anyway, and words that tell what happens."""

from __future__ import annotations

SMALL = (
    "il lo la i gli le un uno una di del dello della dei degli delle d l e ed è in nel nello nella nei nelle a al "
    "allo alla ai agli alle da dal dalla dai dalle con su sul sulla sui per tra fra che chi non si se sono ha hanno "
    "era anche più ma o come suo sua suoi sue questo questa questi quello quella ci ne mi già ancora due tre dopo "
    "prima senza quando dove tutto tutti anni stato stata essere sarà ieri oggi"
)
COMMON = (
    "film serie album disco canzone brano attore attrice cantante cantautore cantautrice regista star fan gruppo band "
    "rete programma anno mese mesi settimana giorno lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio "
    "febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre nuovo nuova primo ultima "
    "ultimo annunciato annuncia pubblico palco teatro musica roma milano milione milioni euro vita città uomo donna "
    "padre madre italiano italiana prossimo prossima"
)
KINDS = {
    "review": r"recensione",
    "list": (
        r"(?:i|le) (?:\d+|tre|cinque|dieci|venti) (?:migliori|peggiori|più|\w+ più)|(?:i|le) (?:migliori|"
        r"peggiori)|classifica"
    ),
    "talk": r"intervista|podcast|editoriale|rubrica",
}
"""Kinds of pieces that are each outlet's own, by words of their headlines."""
EVENTS = {
    "died": (
        "morto morta morti muore morte scompars* si_è_spento spento spenta addio_a funeral* lutto cordoglio ciao "
        "è_mort* camera_ardente"
    ),
    "birth": "nato nata nascita gemell* bebè mamma",
    "pregnant": "incinta gravidanza",
    "engaged": "fidanz*",
    "wedding": "nozze matrimonio sposa* sposi",
    "parted": "divorzi* lasciat* separa* rottura amore_finito finito_l si_sono",
    "dating": "flirt nuova_fiamma",
    "renewed": (
        "rinnov* quinta_stagione quarta_stagione terza_stagione seconda_stagione nuova_stagione torna* nuovi_episodi"
    ),
    "cancelled": "cancell* annull* niente sospes* salta chiude non_si_fa ferma stop",
    "ending": "ultima_stagione finale_di ultima_puntata conclude*",
    "cast": "protagonist* ruolo cast interpret* sarà_il reciterà vestirà nei_panni",
    "exit": "lascia* addio abbandon* dimission* dimette esce",
    "hired": "nominat* nuovo_direttore sostituir* al_posto guiderà succed*",
    "host": "condu* present*",
    "directs": "regia dirig* girerà",
    "sued": "causa querel* denunci* tribunale giudic* avvocat* plagio processo",
    "settled": "accordo_extragiudiziale",
    "arrest": "arrest* fermato carabinieri polizia",
    "judged": "condann* assolt* colpevole sentenza",
    "sentenced": "carcere reclusione multa",
    "appealed": "appello ricorso",
    "won": "vince vinto vincit* vittoria trionf* premi* impost* si_è_imposta oscar leone_d festa",
    "nominated": "candidat* nomination finalist*",
    "honored": "onor* omaggio",
    "takings": "incass* botteghin* spettatori",
    "ratings": "ascolti share",
    "trailer": "trailer teaser prime_immagini",
    "dated": "uscirà esce_il uscita data_di debutt* arriva",
    "delay": "rinvi* slitta* posticip*",
    "bought": "acquist* compra* vend* acquisizion* fusione",
    "rights": "diritti",
    "adapted": "adatta* remake tratto",
    "album": "album disco singol* brani",
    "tour": "tour concert* date stadi biglietti rimborsi tappe",
    "health": "malat* ospedale operat* infortun* tumore ricover* salute",
    "accident": "incidente* cadut*",
    "fire": "incendio fiamme rogo",
    "storm": "alluvion* maltempo tempesta fango",
    "halted": "ferm* interrott*",
    "strike": "sciopero scioper* sindacat*",
    "layoffs": "licenzia* esuberi posti_di",
    "closed": "chius* fallimento",
    "price": "prezz* aument* abbonament*",
    "festival": "festival concorso edizione",
    "feud": "lite litig* polemica attacca*",
    "sorry": "scus* pentit*",
    "talks": "si_racconta confess*",
    "book": "libro romanzo memorie editore scritt*",
    "home": "villa dimora",
    "stolen": "rubat* furto ladri",
    "reunion": "reunion ritorno di_nuovo_insieme",
    "retired": "ritir* pensione",
    "backlash": "bufera boicott* critiche",
    "filming": "gira girato riprese set troupe",
    "auction": "asta",
    "record": "record",
    "shot": "sparatoria spari",
}
"""Words under what they tell: those with a star are beginnings, those joined by a line are phrases."""
