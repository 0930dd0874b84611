"""French: small words, words of which news is made anyway, and words that tell what happens."""

from __future__ import annotations

SMALL = (
    "le la les un une des du de d l et est en à au aux pour sur dans par avec ce cette ces cet son sa ses qui que qu "
    "il elle ils elles on nous vous ne pas plus se s sont été être avoir a ont avait était sera leur leurs mais ou où "
    "comme si tout tous après avant depuis entre sans sous chez dont y n c j m t deux trois même aussi encore selon "
    "lors très fait puis dès lui je"
)
COMMON = (
    "film films série séries album chanson titre acteur actrice comédien comédienne chanteur chanteuse réalisateur "
    "réalisatrice star fans groupe chaîne émission an ans année années mois semaine jour lundi mardi mercredi jeudi "
    "vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre novembre décembre "
    "nouveau nouvelle nouvel premier première dernier dernière annoncé annonce public scène théâtre musique paris "
    "million millions euros vie ville homme femme père mère france français française prochain prochaine"
)
KINDS = {
    "review": r"critique|notre avis",
    "list": (
        r"les (?:\d+|trois|cinq|dix|vingt) (?:meilleur\w*|pire\w*|plus)|les (?:meilleur|pire)\w*|classement|"
        r"palmarès des"
    ),
    "talk": r"interview|entretien|rencontre avec|podcast|chronique|édito|tribune",
}
"""Kinds of pieces that are each outlet's own, by words of their headlines."""
EVENTS = {
    "died": (
        "mort morte morts meurt décéd* décès disparition disparu* éteint* obsèque* funéraill* deuil pleure pleurent "
        "hommage* nous_quitté inhum* succomb*"
    ),
    "birth": "naissance né_un accouch* bébé jumeaux maman papa",
    "pregnant": "enceinte grossesse",
    "engaged": "fianc*",
    "wedding": "mari* épous* noce* mariage*",
    "parted": "divorc* sépar* rupture rompu rompent",
    "dating": "en_couple idylle",
    "renewed": "renouvel* nouvelle_saison deuxième_saison troisième_saison quatrième_saison reconduit* suite prolong*",
    "cancelled": "annul* arrêt* déprogramm* supprim* pas_saison met_fin mettre_fin fin_de",
    "ending": "dernière_saison dernier_épisode final* s_achève achève* se_termine ferme",
    "cast": (
        "incarn* jouera interprét* rôle* casting distribution sera_la donnera_la réplique vedette tête_affiche campera"
    ),
    "exit": "quitt* départ démission* adieu* rend_son tire_sa part_de succèd* laisse",
    "hired": "nomm* succéd* remplac* prendra reprendra_la directeur directrice tête_de",
    "host": "présent* anim* matinale antenne",
    "directs": "réalis* mise_en tournera adapter*",
    "sued": "plainte* procès tribunal* justice avocat* plagiat* attaque poursui* juge* assign*",
    "settled": "accord_amiable transaction",
    "arrest": "arrêté interpell* garde_à police* gardé",
    "judged": "condamn* coupable* relax* acquitt* tranché verdict*",
    "sentenced": "sursis prison amende* ferme_pour",
    "appealed": "appel",
    "won": "remport* gagn* prix palmarès triomph* lauréat* sacr* victoire* décroch* récompens* vainqueur* palme",
    "nominated": "nommé_aux nominations sélection* en_lice",
    "honored": "honneur* distingu*",
    "takings": "box_office entrées spectateurs millions_d franchi* barre_des succès salles",
    "ratings": "audience* part_de",
    "trailer": "bande_annonce teaser premières_images",
    "dated": "sortira sortie paraîtra date_de dévoil*",
    "delay": "report* repouss* décal* retard*",
    "bought": "rachat* rachèt* achèt* acquisition* acqui* vend* cession fusion*",
    "rights": "droits",
    "adapted": "adapt* remake inspiré*",
    "album": "album* disque* single* morceaux titres sortira_un",
    "tour": "tournée* concert* zénith stade* billet* dates",
    "health": "malad* hospital* hôpital opér* blessé* blessure* cancer* santé souffr* médecin* chirurg*",
    "accident": "accident* chute* percut*",
    "fire": "incendi* flamm* feu brûl* pompier*",
    "storm": "tempête* inondation* orage* intempér* crue*",
    "halted": "suspend* interromp* suspension",
    "strike": "grèv* syndicat* intermittent*",
    "layoffs": "licenci* suppression* emplois salarié* plan_social",
    "closed": "fermeture* ferme_boutique liquidation faillite baisser_le",
    "price": "tarif* hausse* abonnement* plus_cher",
    "festival": "festival* compétition jury*",
    "feud": "clash* dispute* brouill* polémiqu* tacl*",
    "sorry": "excus* regrett*",
    "talks": "se_confie confidence*",
    "book": "livre* roman* mémoires éditeur* autobiograph*",
    "home": "château* villa* demeure* manoir* propriété*",
    "stolen": "vol volé* cambriol* dérob*",
    "reunion": "reform* retrouvailles retour* de_retour revien*",
    "retired": "retraite fin_carrière tire_sa",
    "backlash": "tollé boycott* scandale*",
    "wrapped": "fin_du_tournage",
    "filming": "tourn* tournage*",
    "auction": "enchère* adjug*",
    "record": "record*",
    "shot": "fusillade tir tirs",
}
"""Words under what they tell: those with a star are beginnings, those joined by a line are phrases."""
